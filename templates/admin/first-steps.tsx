/** What a new newsroom needs before its first reader comes. */
import type { Desk } from '../../worker/admin/desk.ts'
import type { Step } from '../../worker/newsroom/first-steps.ts'

const PATHS: Record<Step['name'], string> = {
  name: '/admin/settings',
  section: '/admin/sections',
  staff: '/admin/staff',
  article: '/admin/articles/new',
}

export function FirstSteps({ desk, steps }: { desk: Desk; steps: Step[] }) {
  const says = desk.words.desk.newsroom.start
  return (
    <section class="start" aria-labelledby="start">
      <h2 id="start">{says.title}</h2>
      <p>{says.intro}</p>
      <ol>
        {steps.map(({ name, isDone }) => {
          const [title, hint] = says.steps[name]
          return (
            <li>
              <span class="done">{isDone && <abbr title={says.done}>✓</abbr>}</span>
              {isDone ? <span>{title}</span> : <a href={PATHS[name]}>{title}</a>}
              {!isDone && <p class="hint">{hint}</p>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
