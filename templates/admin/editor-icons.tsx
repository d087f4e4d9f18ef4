/** The signs on the buttons above a text: of one weight, in the colour of the words around them. */
import type { Child } from 'hono/jsx'

export const EDITOR_ICONS: Record<string, Child> = {
  undo: line('M8 5 4 9l4 4M4 9h7a5 5 0 0 1 0 10H8'),
  redo: line('m16 5 4 4-4 4M20 9h-7a5 5 0 0 0 0 10h3'),
  strong: <b>B</b>,
  em: <i>I</i>,
  strike: <s>S</s>,
  link: line('M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17'),
  h2: <span class="size-2">T</span>,
  h3: <span class="size-3">T</span>,
  h4: <span class="size-4">T</span>,
  bullets: line('M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01'),
  numbers: line('M10 6h10M10 12h10M10 18h10M4 4.5h1V9M3.5 14h2.2c0 1.5-2.2 2-2.2 4h2.4'),
  quote: line('M5 5v14M10 7h10M10 12h10M10 17h6'),
  picture: line('M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9h.01'),
  table: line('M4 5h16v14H4zM4 10h16M4 14.5h16M12 10v9'),
  note: line('M4 7h9M4 12h9M4 17h6M18 5v6M16 6.5 18 5'),
  rule: line('M3 12h18M8 6h8M8 18h8'),
  help: line('M9 9a3 3 0 1 1 4.2 2.7c-.8.4-1.2 1-1.2 1.9v.4M12 17.5h.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18'),
}

function line(d: string): Child {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={d} />
    </svg>
  )
}
