/** What the desk says while it saves what is being written, and of an article's versions. */
export const deskSavingVi = {}

export type DeskSavingWords = typeof deskSavingVi
