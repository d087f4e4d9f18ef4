/** What an import tells of: what it brought, what it had to change, and what it could not bring. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Post } from './post.ts'

export interface Entry {
  what: 'brought' | 'changed' | 'here_already' | 'not_brought'
  id: number
  type: string
  title: string
  /** Where it stood in WordPress. */
  from: string
  /** Where it stands now. */
  to: string | null
  comments: number
  notes: string[]
}

export class Report {
  readonly entries: Entry[] = []
  /** About the file, not about one of its posts. */
  readonly problems: string[] = []
  /** Texts that did not fit, by the name of the file they are saved in. */
  readonly texts = new Map<string, string>()
  comments = 0
  pictures = 0
  redirects = 0

  add(post: Post, what: Entry['what'], { to = null, comments = 0, notes }: Partial<Entry> & { notes: string[] }): void {
    const { id, type, title, link } = post
    this.comments += comments
    const isChanged = what === 'brought' && notes.length > 0
    this.entries.push({ what: isChanged ? 'changed' : what, id, type, title, from: link, to, comments, notes })
  }

  /** Whether all has come as it was. */
  get isWhole(): boolean {
    return (
      this.problems.length === 0 &&
      this.entries.every(({ what, notes }) => what !== 'not_brought' && notes.length === 0)
    )
  }

  count(what: Entry['what']): number {
    return this.entries.filter((entry) => entry.what === what).length
  }

  summary(): string {
    const [brought, changed, here, not] = (['brought', 'changed', 'here_already', 'not_brought'] as const).map((what) =>
      this.count(what),
    )
    return [
      `${brought} brought as they were, ${changed} brought with changes, ${here} here already, ${not} not brought;`,
      `${this.comments} comments, ${this.pictures} pictures, ${this.redirects} redirects.`,
    ].join(' ')
  }

  async write(folder: string): Promise<void> {
    await mkdir(join(folder, 'texts'), { recursive: true })
    for (const [name, text] of this.texts) await writeFile(join(folder, 'texts', name), text)
    const { entries, problems, comments, pictures, redirects } = this
    await writeFile(
      join(folder, 'report.json'),
      `${JSON.stringify({ comments, pictures, redirects, problems, entries }, null, 1)}\n`,
    )
    await writeFile(join(folder, 'report.md'), this.asMarkdown())
  }

  private asMarkdown(): string {
    const part = (title: string, lines: string[]) => (lines.length > 0 ? [`## ${title}`, '', ...lines, ''] : [])
    const lines = (what: Entry['what']) =>
      this.entries
        .filter((entry) => entry.what === what)
        .flatMap(({ id, type, title, from, to, notes }) => [
          `- ${type} ${id}, «${plain(title)}», ${from}${to ? ` → ${to}` : ''}`,
          ...notes.map((note) => `  - ${plain(note)}`),
        ])
    return [
      '# What was brought from WordPress',
      '',
      this.summary(),
      '',
      'Addresses of readers (IP) are not brought: this newsroom keeps none.',
      '',
      ...part(
        'The file',
        this.problems.map((problem) => `- ${plain(problem)}`),
      ),
      ...part('Not brought', lines('not_brought')),
      ...part('Brought with changes', lines('changed')),
      ...part('Here already', lines('here_already')),
      ...part('Brought as they were', lines('brought')),
    ].join('\n')
  }
}

/** Whatever a title holds, a line stays a line. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 500)
}
