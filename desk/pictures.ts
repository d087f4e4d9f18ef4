/*
 * The pictures' pages, made quicker: several uploads at once, each with its progress, and a focal point that is clicked.
 * Nothing needs it: a form sends several files, and two fields say the same as a click.
 */
import { pointAt } from './pictures/focus.ts'
import { takeUploads } from './pictures/uploads.ts'

const uploads = document.querySelector<HTMLFormElement>('form[data-uploads]')
if (uploads) takeUploads(uploads)

const focus = document.querySelector<HTMLElement>('[data-focus]')
if (focus) pointAt(focus)
