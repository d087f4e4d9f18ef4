import type { DeskWritingWords } from './desk-writing-vi.ts'

export const deskWritingEn: DeskWritingWords = {}
