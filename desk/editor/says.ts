/** What the editor says while it runs: the page brings the words, in its own language. */
export interface Says {
  label: string
  begin: string
  words: string
  waiting: string
  sending: string
  uploaded: string
  failed: string
  offline: string
  lost: string
  stillSending: string
  notUp: string
  caption: string
  noPicture: string
}

export function saysOf(element: HTMLElement): Says {
  return JSON.parse(element.dataset['says'] ?? '{}')
}
