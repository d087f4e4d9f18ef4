import type { DeskSavingWords } from './desk-saving-vi.ts'

export const deskSavingEn: DeskSavingWords = {}
