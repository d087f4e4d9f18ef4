/** The moderation desk's keys, shown by `?`; and what its script says. Without the script there is neither. */
import type { Desk } from '../../worker/admin/desk.ts'

export function Keys({ desk }: { desk: Desk }) {
  const { keys } = desk.words.desk.comments
  return (
    <>
      <button type="button" class="plain" data-keys hidden aria-haspopup="dialog">
        {keys.button} <kbd>?</kbd>
      </button>
      <dialog id="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">{keys.title}</h2>
        <p>
          <label for="f-keys" class="tick">
            <input id="f-keys" type="checkbox" data-keys-on checked /> {keys.on}
          </label>
        </p>
        <dl>
          {keys.list.map(([key, what]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p class="hint">{keys.ime}</p>
        <form method="dialog">
          <button type="submit" class="main">
            {keys.close}
          </button>
        </form>
      </dialog>
    </>
  )
}

/** Names stand in for `{name}`, numbers for `{n}`. */
export function Messages({ desk }: { desk: Desk }) {
  const says = desk.words.desk.comments
  const verdicts = ['held', 'approved', 'rejected', 'spam'] as const
  const words = {
    done: Object.fromEntries(verdicts.map((status) => [status, says.done[status]('{name}')])),
    doneMany: Object.fromEntries(verdicts.map((status) => [status, says.doneMany[status]('{n}')])),
    missed: says.missedOne('{name}', '{now}'),
    undo: says.undo,
    undoOf: says.undoOf('{name}'),
    open: says.open,
    selected: says.selectedCount('{n}'),
    noneSelected: says.noneSelected,
    imeHeard: says.keys.imeHeard,
    pick: [says.pick, says.pickOf('{name}')],
    unpick: [says.unpick, says.unpickOf('{name}')],
    picked: says.file.pickedNow,
    unpicked: says.file.unpickedNow,
    ...says.told,
  }
  return (
    <div class="told" data-words={JSON.stringify(words)}>
      <p role="status" data-say />
    </div>
  )
}
