/** What the desk says of the newsroom itself: its people, its settings, its redirects, the record. */
export const deskNewsroomVi = {}

export type DeskNewsroomWords = typeof deskNewsroomVi
