/** Against the discussion: spam, floods, and words put into somebody's mouth. */
import type { Threat } from '../threat.ts'

const SUBMISSION = 'worker/comments/submission.ts'
const ROUTES = 'test/comments/routes.test.ts'
const DOOR = 'test/comments/door.test.ts'
const TURNSTILE = 'test/edge/turnstile.test.ts'

export const commenting: Threat[] = [
  {
    threat: 'Another site’s page writes a comment in its visitor’s name',
    defence: {
      file: 'worker/comments/routes.tsx',
      text: 'comments.post(PATH, sameOrigin, limitBody, ',
      without: 'void sameOrigin\ncomments.post(PATH, limitBody, ',
    },
    test: { file: ROUTES, title: 'a form sent from another site is refused' },
  },
  {
    threat: 'A link in a letter confirms an email, because another site’s form follows it',
    defence: {
      file: 'worker/letters/routes.tsx',
      text: '(await sameOrigin(c, async () => {})) ?? act(',
      without: 'act(',
    },
    test: { file: 'test/letters/routes.test.ts', title: 'does nothing when another site’s page sends its form' },
  },
  {
    threat: 'A machine that fails at Turnstile, or passes at another site’s or another form’s',
    defence: {
      file: 'worker/edge/turnstile.ts',
      text: 'answer.hostname === new URL(vars.ORIGIN).hostname && answer.action === COMMENT_ACTION',
      without: 'answer.action !== undefined && COMMENT_ACTION.length > 0',
    },
    test: { file: TURNSTILE, title: 'fails when it was given on another site' },
  },
  {
    threat: 'An outage of Turnstile lets machines through',
    defence: { file: SUBMISSION, text: "if (answer === 'unavailable') notice('unverified')", without: '' },
    test: { file: ROUTES, title: 'answers 500: the comment is taken and held for a person' },
  },
  {
    threat: 'A token of megabytes is sent on to Turnstile',
    defence: {
      file: 'worker/edge/turnstile.ts',
      text: "if (token.length > MAX_TOKEN_LENGTH) return 'failed'",
      without: '',
    },
    test: { file: TURNSTILE, title: 'fails unasked when it is longer than any real one' },
  },
  {
    threat: 'Many comments at once pass by the limit',
    defence: {
      file: 'worker/comments/queries.ts',
      text: "WHERE (SELECT count(*) FROM (${writtenBy('?17', '?18')})) < ${COMMENTS_A_MINUTE}",
      without: "WHERE (SELECT count(*) FROM (${writtenBy('?17', '?18')})) < 1000",
    },
    test: {
      file: 'test/comments/limit.test.ts',
      title: 'of fifty comments at once exactly the allowed number are taken',
    },
  },
  {
    threat: 'A client names another address for itself: X-Forwarded-For and its kin',
    defence: {
      file: 'worker/edge/address.ts',
      text: "return c.req.header('CF-Connecting-IP') ?? 'unknown'",
      without: "return c.req.header('X-Forwarded-For') ?? c.req.header('CF-Connecting-IP') ?? 'unknown'",
    },
    test: {
      file: 'test/edge/address.test.ts',
      title: 'what a client says of its own address makes no room for more comments',
    },
  },
  {
    threat: 'A client takes another IPv6 address of its own for each comment',
    defence: { file: 'worker/edge/address.ts', text: '.slice(0, 4)', without: '.slice(0, 8)' },
    test: { file: 'test/edge/address.test.ts', title: 'one household is one' },
  },
  {
    threat: 'A comment of megabytes',
    defence: {
      file: 'worker/comments/routes.tsx',
      text: 'bodyLimit({ maxSize: 64 * 1024, ',
      without: 'bodyLimit({ maxSize: 64 * 1024 * 1024, ',
    },
    test: { file: ROUTES, title: 'that is larger than any comment is refused' },
  },
  {
    threat: 'Fields that no form has: status, time, confirmation',
    defence: {
      file: SUBMISSION,
      text: 'confirmed_at: (await door.isProven()) ? now : null',
      without: 'confirmed_at: (await door.isProven()) ? now : now',
    },
    test: { file: 'test/own-fields.test.ts', title: 'a reader’s comment stays theirs, waiting, under its article' },
  },
  {
    threat: 'Somebody types a known reader’s email and is published as they would be',
    defence: {
      file: 'worker/comments/policy.ts',
      text: 'return isConfirmed && published >= KNOWN_FROM && turnedAway === 0',
      without: 'void isConfirmed\nreturn published >= KNOWN_FROM && turnedAway === 0',
    },
    test: { file: 'test/comments/policy.test.ts', title: 'under %s, %s' },
  },
  {
    threat: 'Who is banned writes on',
    defence: {
      file: SUBMISSION,
      text: "if (ban) return { ok: false, reason: 'banned', until: ban.until }",
      without: '',
    },
    test: { file: DOOR, title: 'turns a comment away before Turnstile is asked' },
  },
  {
    threat: 'A check that is late overturns a person’s decision',
    defence: {
      file: 'worker/comments/decisions.ts',
      text: 'WHERE comments.id = d.id AND comments.status = d.status AND comments.revision = d.revision',
      without: 'WHERE comments.id = d.id',
    },
    test: { file: 'test/comments/consumer.test.ts', title: 'on an older text of a comment is void' },
  },
  {
    threat: 'A check that fails publishes',
    defence: { file: 'worker/comments/policy.ts', text: "['unverified', 'unlimited', 'check_failed']", without: '[]' },
    test: {
      file: 'test/comments/moderation.test.ts',
      title: 'leaves to a person what Turnstile could not be asked about',
    },
  },
  {
    threat: 'A comment speaks to the model as if it were its operator',
    defence: {
      file: 'worker/comments/model.ts',
      text: "return text.replace(/<(?=\\|)/g, '< ')",
      without: 'return text',
    },
    test: { file: 'test/comments/checks/model.test.ts', title: 'is given the comment as something said' },
  },
  {
    threat: 'Somebody has letters sent to another’s address again and again',
    defence: {
      file: 'migrations/0009_letters.sql',
      text: 'created_at > new.created_at - 86400000) < 3',
      without: 'created_at > new.created_at - 86400000) < 300',
    },
    test: {
      file: 'test/letters/post.test.ts',
      title: 'to an address that others type again and again, past the third in a day',
    },
  },
]
