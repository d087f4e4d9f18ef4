/** Where a link may lead: anywhere on the web, to a place of ours, to a letter or a call; null where it may not. */
export function linkAddress(written: string): string | null {
  // Browsers drop tabs and line breaks inside an address before they read it.
  const href = written.replace(/[\p{Cc}\s]/gu, '').replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase())
  const isOurs = /^\/(?![/\\]|%5c|%2f)|^#/i.test(href)
  return isOurs || /^(?:https?:\/\/|mailto:|tel:)/.test(href) ? href : null
}
