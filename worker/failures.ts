/**
 * Expected failures and the HTTP status of each. The sentence that a person reads is `words.failures[reason]`;
 * a program reads the reason itself.
 */
export const FAILURES = {
  bad_form: 400,
  sign_in: 401,
  cross_site: 403,
  not_allowed: 403,
  comments_closed: 403,
  banned: 403,
  too_late: 403,
  not_found: 404,
  method_not_allowed: 405,
  version_conflict: 409,
  slug_taken: 409,
  image_in_use: 409,
  not_publishable: 409,
  already_decided: 409,
  withdrawn: 410,
  too_large: 413,
  image_too_large: 413,
  unsupported_image: 415,
  image_heic: 415,
  image_broken: 422,
  invalid: 422,
  turnstile_missing: 422,
  turnstile_failed: 422,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const

export type FailureReason = keyof typeof FAILURES
