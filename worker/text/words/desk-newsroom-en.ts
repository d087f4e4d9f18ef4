import type { DeskNewsroomWords } from './desk-newsroom-vi.ts'

export const deskNewsroomEn: DeskNewsroomWords = {}
