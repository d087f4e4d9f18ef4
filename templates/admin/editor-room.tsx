/** Where the text is written as it will look: shown by the script, which needs nothing else from the page. */
import type { Desk } from '../../worker/admin/desk.ts'
import { EDITOR_ICONS } from './editor-icons.tsx'

type Act = keyof Desk['words']['desk']['writing']['acts']

const GROUPS: [group: keyof Desk['words']['desk']['writing']['groups'], acts: Act[]][] = [
  ['history', ['undo', 'redo']],
  ['marks', ['strong', 'em', 'link', 'strike']],
  ['headings', ['h2', 'h3', 'h4']],
  ['blocks', ['bullets', 'numbers', 'quote']],
  ['insert', ['picture', 'table', 'note', 'rule']],
]
const TABLE_ACTS: Act[] = [
  'row-add',
  'column-add',
  'align-left',
  'align-center',
  'align-right',
  'row-delete',
  'column-delete',
  'table-delete',
]
/** What holds or does not hold where the cursor is. */
const HOLDING: Act[] = ['strong', 'em', 'link', 'strike', 'h2', 'h3', 'h4', 'bullets', 'numbers', 'quote']

export function EditorRoom({ desk }: { desk: Desk }) {
  const { writing } = desk.words.desk
  return (
    <div class="room" data-rich data-says={JSON.stringify(writing.says)} hidden>
      <div class="tools" role="toolbar" aria-label={writing.tools} data-part="tools">
        {GROUPS.map(([group, acts]) => (
          <fieldset aria-label={writing.groups[group]}>
            {acts.map((act) => (
              <ActButton desk={desk} act={act} />
            ))}
          </fieldset>
        ))}
        <fieldset class="last">
          <ActButton desk={desk} act="help" />
        </fieldset>
        <fieldset class="of-table" aria-label={writing.groups.table} data-in-table hidden>
          {TABLE_ACTS.map((act) => (
            <button type="button" class="said-out" data-do={act} tabindex={-1}>
              {writing.acts[act][0]}
            </button>
          ))}
        </fieldset>
      </div>
      <div class="place" data-part="text" />
      <p class="below">
        <span data-part="words" />
        <span class="told-here" role="status" data-part="told" />
        <button type="button" class="quiet" data-part="plain">
          {writing.plain}
        </button>
        <button type="button" class="quiet" data-part="rich">
          {writing.rich}
        </button>
      </p>
    </div>
  )
}

function ActButton({ desk, act }: { desk: Desk; act: Act }) {
  const [name, keys] = desk.words.desk.writing.acts[act]
  return (
    <button
      type="button"
      data-do={act}
      tabindex={-1}
      aria-label={name}
      title={keys ? `${name} (${keys})` : name}
      aria-keyshortcuts={keys ? keys.replace('Ctrl', 'Control') : null}
      aria-pressed={HOLDING.includes(act) ? 'false' : null}
    >
      {EDITOR_ICONS[act]}
    </button>
  )
}

/** What the script makes copies of, and the windows that it opens. They stand outside the article's form. */
export function EditorPieces({ desk }: { desk: Desk }) {
  return (
    <>
      <FigurePiece desk={desk} />
      <UploadPiece desk={desk} />
      <LinkDialog desk={desk} />
      <HelpDialog desk={desk} />
    </>
  )
}

function FigurePiece({ desk }: { desk: Desk }) {
  const says = desk.words.desk.writing.figure
  return (
    <template id="editor-figure">
      <figure class="placed">
        <div data-part="picture">
          <img alt="" data-part="image" />
        </div>
        <figcaption>
          <b data-part="caption" />
          <span contenteditable={false} data-part="by" data-before={says.by} />
        </figcaption>
        <fieldset class="figure-tools" aria-label={says.tools} data-part="tools">
          <label class="alt">
            {says.alt}
            <span class="wrong" data-part="ask" hidden>
              {says.ask}
            </span>
            <input data-part="alt" aria-label={says.alt} maxlength={500} autocomplete="off" />
          </label>
          <label class="credit">
            {says.credit}
            <input data-part="credit" aria-label={says.credit} maxlength={500} autocomplete="off" />
          </label>
          <div class="set">
            <fieldset aria-label={says.align}>
              {Object.entries(says.aligns).map(([align, name]) => (
                <button type="button" data-align={align} aria-pressed="false">
                  {name}
                </button>
              ))}
            </fieldset>
            <button type="button" data-act="up" aria-label={says.up} title={`${says.up} (Alt+Shift+↑)`}>
              ↑
            </button>
            <button type="button" data-act="down" aria-label={says.down} title={`${says.down} (Alt+Shift+↓)`}>
              ↓
            </button>
            <button type="button" data-act="remove">
              {says.remove}
            </button>
          </div>
        </fieldset>
      </figure>
    </template>
  )
}

function UploadPiece({ desk }: { desk: Desk }) {
  const says = desk.words.desk.writing.upload
  return (
    <template id="editor-upload">
      <div class="uploading">
        <p>
          <b data-part="name" /> <span role="status" data-part="state" />
        </p>
        <progress max={1} aria-label={says.progress} data-part="progress" />
        <button type="button" data-part="retry" hidden>
          {says.retry}
        </button>
        <button type="button" class="quiet" data-part="cancel">
          {says.cancel}
        </button>
      </div>
    </template>
  )
}

function LinkDialog({ desk }: { desk: Desk }) {
  const says = desk.words.desk.writing.link
  return (
    <dialog id="editor-link" aria-labelledby="editor-link-title">
      <form method="dialog" novalidate>
        <h2 id="editor-link-title">{says.title}</h2>
        <div class="field">
          <label for="editor-link-address">{says.address}</label>
          <p class="wrong" data-part="wrong" hidden>
            {says.wrong}
          </p>
          <input
            id="editor-link-address"
            data-part="address"
            inputmode="url"
            autocomplete="off"
            aria-describedby="editor-link-hint"
          />
          <p class="hint" id="editor-link-hint">
            {says.addressHint}
          </p>
        </div>
        <div class="field" data-part="words-field">
          <label for="editor-link-words">{says.words}</label>
          <input id="editor-link-words" data-part="words" autocomplete="off" />
        </div>
        <p class="decide">
          <button type="submit" class="main" data-part="apply">
            {says.apply}
          </button>
          <button type="submit" class="plain" data-part="remove">
            {says.remove}
          </button>
          <button type="submit" class="quiet" data-part="cancel">
            {says.cancel}
          </button>
        </p>
      </form>
    </dialog>
  )
}

function HelpDialog({ desk }: { desk: Desk }) {
  const says = desk.words.desk.writing.help
  return (
    <dialog id="editor-help" aria-labelledby="editor-help-title">
      <h2 id="editor-help-title">{says.title}</h2>
      <dl>
        {says.lines.map(([keys, meant]) => (
          <div>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meant}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="plain">
          {says.close}
        </button>
      </form>
    </dialog>
  )
}
