/** What the editor says. */
export const deskWritingVi = {}

export type DeskWritingWords = typeof deskWritingVi
