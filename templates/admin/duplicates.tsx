/** What is too like what is being written; kept up to date by desk/duplicates.ts while it is. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Duplicate } from '../../worker/admin/duplicates.ts'

interface Props {
  desk: Pick<Desk, 'words'>
  duplicates: Duplicate[]
}

/** The place itself is always there: what comes into it later is read out. */
export function Duplicates({ desk, duplicates }: Props) {
  return (
    <div class="duplicates" data-duplicates aria-live="polite">
      <DuplicateList desk={desk} duplicates={duplicates} />
    </div>
  )
}

export function DuplicateList({ desk, duplicates }: Props) {
  const { statuses, workflow } = desk.words.desk
  if (duplicates.length === 0) return null
  return (
    <ul>
      {duplicates.map(({ about, headline, status, path }) => (
        <li>
          {workflow.duplicates[about]}{' '}
          {path ? (
            <a href={path} target="_blank" rel="noopener">
              {headline}
            </a>
          ) : (
            (headline ?? workflow.duplicates.another)
          )}
          {status && <span class="about"> {statuses[status]}</span>}
        </li>
      ))}
    </ul>
  )
}
