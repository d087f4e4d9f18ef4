import type { DeskWorkflowWords } from './desk-workflow-vi.ts'

export const deskWorkflowEn: DeskWorkflowWords = {}
