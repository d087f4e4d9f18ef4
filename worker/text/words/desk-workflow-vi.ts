/** What the desk says of an article's way from draft to readers. */
export const deskWorkflowVi = {}

export type DeskWorkflowWords = typeof deskWorkflowVi
