/** Against the desk: who comes in, and what they may do there. */
import type { Threat } from '../threat.ts'

const ACCESS = 'worker/admin/access.ts'
const TOKENS = 'test/admin/access.test.ts'
const ROLES = 'test/admin/roles.test.ts'
const FORMS = 'test/edge/same-origin.test.ts'
const FUZZ = 'test/fuzz/requests.test.ts'

export const entering: Threat[] = [
  {
    threat: 'A token that nobody signed, or somebody else: alg none, HS256 with the public key, a key of its own, jku',
    defence: {
      file: ACCESS,
      text: 'const { payload } = await jwtVerify(token, await keysOf(issuer, token), options)',
      without:
        "await keysOf(issuer, token)\nconst payload = JSON.parse(atob(token.split('.')[1] ?? ''))\nvoid [jwtVerify, options]",
    },
    test: { file: TOKENS, title: 'that says it needs no signature' },
  },
  {
    threat: 'A token of another application of the same team',
    defence: { file: ACCESS, text: 'audience: vars.ACCESS_AUD, ', without: '' },
    test: { file: TOKENS, title: 'for none' },
  },
  {
    threat: 'A token of another team',
    defence: { file: ACCESS, text: 'const options = { issuer, ', without: 'const options = { ' },
    test: { file: TOKENS, title: 'of a team whose name begins as ours' },
  },
  {
    threat: 'A token that never ends',
    defence: { file: ACCESS, text: "requiredClaims: ['exp', 'email']", without: "requiredClaims: ['email']" },
    test: { file: TOKENS, title: 'that never ends' },
  },
  {
    threat:
      'A token without a person’s email, or with one that only looks like it: services, lists, letters of another script',
    defence: { file: ACCESS, text: "z.email().parse(payload['email'])", without: "String(payload['email'])" },
    test: { file: TOKENS, title: 'whose email is a list' },
  },
  {
    threat: 'A token shown by the browser instead of by Access',
    defence: {
      file: ACCESS,
      text: "await emailOf(c.req.header('Cf-Access-Jwt-Assertion'), vars)",
      without: "await emailOf(c.req.header('Cf-Access-Jwt-Assertion') ?? c.req.header('Cookie')?.split('=')[1], vars)",
    },
    test: { file: TOKENS, title: 'that does not come from Access but from the browser' },
  },
  {
    threat: 'A flood of tokens with unknown keys makes the Worker ask Access for each',
    defence: {
      file: ACCESS,
      text: '(held && now - held.triedAt <= ASK_AGAIN_AFTER_MS)',
      without: '(held && isKnown && now - held.triedAt <= ASK_AGAIN_AFTER_MS)',
    },
    test: { file: TOKENS, title: 'keys are asked for at the team’s own address' },
  },
  {
    threat: 'While Access gives no keys, one that it has taken back opens the desk for ever',
    defence: { file: ACCESS, text: ' || now - held.at > KEYS_GOOD_MS', without: '' },
    test: { file: TOKENS, title: 'who writes is told to try again' },
  },
  {
    threat: 'A mistake of configuration opens the desk',
    defence: { file: ACCESS, text: '!token || !vars.ACCESS_TEAM_DOMAIN || !vars.ACCESS_AUD', without: '!token' },
    test: { file: ROLES, title: 'with a setting of Access missing nobody enters' },
  },
  {
    threat: 'Another spelling of /admin passes by Access, and is kept by a cache',
    defence: {
      file: 'worker/edge/security-headers.ts',
      text: "if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')",
      without: '',
    },
    test: { file: TOKENS, title: 'no other spelling of the desk’s address leads past its door' },
  },
  {
    threat: 'Somebody who has left, or whom Access lets in and the newsroom does not know',
    defence: {
      file: ACCESS,
      text: 'WHERE email = ?1 AND left_at IS NULL LIMIT 1',
      without: 'WHERE email = ?1 LIMIT 1',
    },
    test: { file: ROLES, title: 'who has left is refused everywhere, whatever they were' },
  },
  {
    threat: 'OWNER_EMAIL as a second way in for who was let go',
    defence: {
      file: ACCESS,
      text: "WHERE ?1 = ?2 AND NOT EXISTS (SELECT 1 FROM staff WHERE role = 'owner' AND left_at IS NULL)",
      without: 'WHERE ?1 = ?2',
    },
    test: { file: ROLES, title: 'OWNER_EMAIL opens a newsroom that has no owner, and no other' },
  },
]

export const acting: Threat[] = [
  {
    threat: 'A form of another site is sent by a signed-in browser',
    defence: {
      file: 'worker/admin/routes.tsx',
      text: 'admin.use(enterDesk, sameOrigin)',
      without: 'void sameOrigin\nadmin.use(enterDesk)',
    },
    test: { file: FORMS, title: 'what another site sends as %s changes nothing, under any method' },
  },
  {
    threat: 'A form of a site whose name begins or ends as ours, of a neighbour, of a sandboxed frame',
    defence: {
      file: 'worker/edge/same-origin.ts',
      text: 'own.includes(origin)',
      without: 'own.some((one) => origin.startsWith(one))',
    },
    test: { file: FORMS, title: 'a site whose name begins as ours' },
  },
  {
    threat: 'A browser that sends no Origin, only Sec-Fetch-Site',
    defence: {
      file: 'worker/edge/same-origin.ts',
      text: "site === undefined || site === 'same-origin'",
      without: "site !== 'cross-site'",
    },
    test: { file: FORMS, title: 'a neighbour, told the same way' },
  },
  {
    threat: 'A link, or a picture’s address, that changes something when it is asked for',
    defence: {
      file: 'worker/admin/routes.tsx',
      text: "admin.get('/', needs('enter'), async (c) => {",
      without:
        "admin.get('/', needs('enter'), async (c) => {\n  await c.env.DB.prepare('DELETE FROM unsubscribed').run()",
    },
    test: { file: ROLES, title: 'nothing that is only asked for is written' },
  },
  {
    threat: 'The desk is shown in another site’s frame, and clicked through it',
    defence: { file: 'worker/edge/security-headers.ts', text: "headers.set('X-Frame-Options', 'DENY')", without: '' },
    test: { file: 'test/edge/security-headers.test.ts', title: 'stands in nobody’s frame' },
  },
  {
    threat: 'A route that somebody forgot to guard',
    defence: { file: 'worker/admin/people.tsx', text: "people.get('/', needs('edit'), ", without: "people.get('/', " },
    test: { file: ROLES, title: 'every route declares what it needs' },
  },
  {
    threat: 'A contributor makes themselves an owner',
    defence: {
      file: 'worker/admin/staff.tsx',
      text: "staff.post('/:email', needs('staff'), ",
      without: "staff.post('/:email', needs('enter'), ",
    },
    test: { file: 'test/own-fields.test.ts', title: 'nobody makes themselves an owner' },
  },
  {
    threat: 'A contributor publishes or withdraws',
    defence: {
      file: ACCESS,
      text: "publish: ['editor', 'owner']",
      without: "publish: ['contributor', 'editor', 'owner']",
    },
    test: { file: 'test/admin/articles.test.ts', title: 'may not publish or withdraw' },
  },
  {
    threat: 'A contributor reads or changes another’s article by its number',
    defence: {
      file: 'worker/admin/editing.tsx',
      text: "return may(person, 'edit') || (may(person, 'write') && article.created_by === person.email)",
      without: "return may(person, 'edit') || may(person, 'write')",
    },
    test: {
      file: 'test/admin/articles.test.ts',
      title: "may not open, save, hand in or read the versions of another's article",
    },
  },
  {
    threat: 'A contributor changes a text that an editor has taken, or that readers have',
    defence: {
      file: 'worker/admin/editing.tsx',
      text: "return may(person, 'edit') || (mayRead(person, article) && isOpen)",
      without: 'void isOpen\nreturn mayRead(person, article)',
    },
    test: { file: 'test/admin/articles.test.ts', title: 'hands in what is typed, may go on until an editor takes it' },
  },
  {
    threat: 'Somebody reads what a colleague has only typed',
    defence: {
      file: 'worker/articles/working-copies.ts',
      text: "SELECT * FROM working_copies WHERE person = ? AND key = ? AND fields <> ''",
      without: "SELECT * FROM working_copies WHERE ? IS NOT NULL AND key = ? AND fields <> ''",
    },
    test: { file: 'test/admin/working-copies.test.ts', title: 'is read by nobody else, however they ask' },
  },
  {
    threat: 'A contributor rewords or deletes a colleague’s picture, or one that readers have',
    defence: {
      file: 'worker/admin/image-form.ts',
      text: '(image.uploaded_by === person.email && !image.is_public)',
      without: 'Boolean(image)',
    },
    test: {
      file: 'test/admin/image-file.test.ts',
      title: "is a contributor's to say while no reader has seen it, and of nobody else's",
    },
  },
  {
    threat: 'The last owner is demoted by mistake or by malice, and nobody can undo it',
    defence: {
      file: 'worker/newsroom/staff.ts',
      text: "OR EXISTS (SELECT 1 FROM staff WHERE role = 'owner' AND left_at IS NULL AND email <> ?4)",
      without: 'OR ?4 IS NOT NULL',
    },
    test: { file: 'test/admin/staff.test.ts', title: 'can neither be demoted nor let go' },
  },
  {
    threat: 'Somebody wipes their traces from the record',
    defence: {
      file: 'migrations/0011_desk_triggers.sql',
      text: "SELECT RAISE(ABORT, 'what is on record is not changed');",
      without: 'SELECT 1;',
    },
    test: {
      file: 'test/admin/record-pages.test.ts',
      title: 'nothing on record is changed or removed, not even by SQL',
    },
  },
  {
    threat: 'A cell of the exported record is a formula to a spreadsheet',
    defence: { file: 'worker/admin/csv.ts', text: "? `'${text}` : text", without: '? text : text' },
    test: { file: 'test/admin/record-pages.test.ts', title: 'and no cell of it is a formula' },
  },
  {
    threat: 'A preview runs what was typed, or sends it',
    defence: {
      file: 'worker/admin/preview.tsx',
      text: "c.header('Content-Security-Policy', await previewPolicy())",
      without: 'await previewPolicy()',
    },
    test: { file: 'test/admin/preview.test.ts', title: 'runs and sends nothing, keeps nothing' },
  },
  {
    threat: 'A script that got into the desk’s pages all the same',
    defence: {
      file: 'worker/edge/security-headers.ts',
      text: `? ["script-src 'self'", "connect-src 'self'"]`,
      without: `? ["script-src 'self' 'unsafe-inline'", "connect-src *"]`,
    },
    test: { file: 'test/edge/security-headers.test.ts', title: 'a page of the desk runs our files and no other code' },
  },
  {
    threat: 'A link to the staff’s list names what every object has: toString, __proto__',
    defence: { file: 'worker/admin/staff.tsx', text: 'Object.hasOwn(says, done) ?', without: 'done in says ?' },
    test: { file: 'test/admin/staff.test.ts', title: 'an address that tells of nothing that is ever done' },
  },
  {
    threat: 'The same in a link to an article at the desk',
    defence: {
      file: 'worker/admin/articles.tsx',
      text: 'Object.hasOwn(desk.words.desk.edit.done, done) &&',
      without: 'done in desk.words.desk.edit.done &&',
    },
    test: { file: FUZZ, title: 'every parameter of every page takes every word that programs trip over' },
  },
  {
    threat: 'The same in a link to what is known of a comment',
    defence: {
      file: 'templates/admin/comment-file.tsx',
      text: 'told && Object.hasOwn(sentences, told) ?',
      without: 'told && told in sentences ?',
    },
    test: {
      file: 'test/admin/comment-file.test.ts',
      title: 'tells nothing at an address that nothing that is done leads to',
    },
  },
  {
    threat: 'A form gives such a word as the reason for a decision',
    defence: {
      file: 'worker/admin/comments.tsx',
      text: "Object.hasOwn(wordsFor('vi').received.reasons, reason) ?",
      without: "reason in wordsFor('vi').received.reasons ?",
    },
    test: { file: 'test/admin/decisions.test.ts', title: 'keeps its reason for the writer' },
  },
]
