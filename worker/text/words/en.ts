import { formatDay } from '../dates.ts'
import type { Words } from '../words.ts'
import { counting, minutesToRead } from './counting.ts'
import { deskEn } from './desk-en.ts'

const say = counting('en')

export const en: Words = {
  locale: 'en',
  skip: 'Skip to the content',
  sections: 'Sections',

  footer: {
    publisher: 'Publisher',
    licence: 'Licence',
    editor_in_chief: 'Editor-in-chief',
    address: 'Address',
    phone: 'Telephone',
    email: 'Email',
    documents: 'Documents cited',
    feed: 'Follow by RSS',
  },

  lists: {
    allOf: (section) => `See all articles in ${section}`,
    more: 'See all',
    older: 'Older articles',
    newer: 'Newer articles',
    newest: 'Back to the newest',
    earlier: 'earlier articles',
    earlierTitle: 'Earlier articles',
    emptySite: 'The front page awaits its first story',
    emptySiteHint:
      'This newsroom has just opened. The first story to be published will stand here with its picture and its standfirst, and the next ones below it, by section.',
    emptySection: 'Nothing in this section yet',
    emptySectionHint: 'Its first article will appear here as soon as it is published. Do look at the other sections.',
    emptyPage: 'There is nothing older',
    emptyPageHint: 'You have come to the oldest article here.',
    tag: 'Tag',
    aboutTag: (tag, site) => `Articles about “${tag}” in ${site}, the newest first.`,
    author: 'Author',
    aboutAuthor: (author, site) => `Articles by ${author} in ${site}, the newest first.`,
    emptyAuthor: 'Nothing published yet',
    emptyAuthorHint: 'This author’s first article will appear here as soon as it is published.',
  },

  archive: {
    title: 'Archive',
    intro: 'Everything we have published, by year and month.',
    about: (site) => `Everything published in ${site}, by year and month.`,
    aboutMonth: (month, site) => `What ${site} published in ${month}.`,
    emptyHint: 'When the first article is published, its month will appear here.',
  },

  search: {
    title: 'Search',
    titleOf: (query) => `Search: “${query}”`,
    label: 'Search all published articles',
    submit: 'Search',
    found: (count) =>
      count > 100
        ? 'More than 100 articles'
        : `${say.number(count)} ${say.plural(count, { one: 'article', other: 'articles' })}`,
    nothing: 'No articles found.',
    first: 'Back to the first results',
    more: 'More results',
    advice: 'Another way to ask',
    noWords: 'What you typed has no letter or number to look for.',
    withoutQuotes: 'Without quotes:',
    fewerWords: 'With fewer words:',
    marks: 'Capitals and accents make no difference; the spelling of each word does.',
    newest: 'Newest articles',
  },

  documents: {
    title: 'Documents cited',
    intro: 'The laws, decrees, circulars and decisions that articles on this site cite, newest first.',
    name: (type, number) => `${type} ${number}`,
    about: (document) => `Articles that cite ${document}.`,
    dated: (day) => formatDay(day, 'en'),
    articles: (n) => `${say.number(n)} ${say.plural(n, { one: 'article', other: 'articles' })}`,
    citedIn: (n) => `Cited in ${say.number(n)} ${say.plural(n, { one: 'article', other: 'articles' })}`,
    several:
      'Public bodies number their documents anew each year, so that several may share a number. The articles below stand under the date that they give.',
    citedOf: (day) => `The document of ${formatDay(day, 'en')}`,
    undated: 'Articles that give no date',
    noYear: 'Year unknown',
    newer: 'Newer documents',
    older: 'Older documents',
    newerArticles: 'Back up the list',
    earlier: 'older documents',
    earlierTitle: 'Older documents',
    empty: 'No document has been cited yet',
    emptyHint: 'As soon as a published article gives a document’s number, the document will stand here.',
    emptyPage: 'There are no older documents',
    emptyPageHint: 'You have read to the end of this list.',
  },

  article: {
    readingTime: (words) => `${say.number(minutesToRead(words))} min read`,
    updated: 'Updated',
    tags: 'Tags',
    readMore: 'Read more',
  },

  comments: {
    heading: 'Comments',
    count: (n) => `${say.number(n)} ${say.plural(n, { one: 'comment', other: 'comments' })}`,
    shown: (shown, count) => `This page shows ${say.number(shown)} of ${say.number(count)} comments.`,
    empty: 'No comments yet. Yours could be the first.',
    closed: 'This article no longer takes comments.',
    closedEmpty: 'This article takes no comments.',
    reply: 'Reply',
    replyTo: (name) => `Reply to ${name}`,
  },

  form: {
    heading: 'Write a comment',
    intro: 'The newsroom reads every comment before it is published. All fields are needed.',
    replyingTo: 'Replying to',
    cancelReply: 'Not a reply',
    name: 'Full name',
    nameHint: 'Shown with your comment. At most 80 characters.',
    email: 'Email',
    emailHint: 'Never shown.',
    body: 'Comment',
    bodyHint: '2 to 4,000 characters. Line breaks are kept.',
    check: 'Verification',
    checkHint: 'The check appears when you begin to write.',
    leaveEmpty: 'Leave this field empty',
    submit: 'Send comment',
    checking: 'Checking, just a moment… If you see a box to tick, please tick it.',
    sending: 'Sending…',
    broken:
      'The verification could not be loaded. What you wrote is still here: check your connection, or switch off content blockers for this page, then send again.',
    noscript:
      'JavaScript is off in your browser. Reading needs none, but sending a comment does: the check that a person is writing runs only with JavaScript. Please switch it on and reload this page.',
    errorSummary: 'Your comment was not sent',
    errorSummaryHint: 'Everything you wrote is still here. Please mend the following and send again:',
    refusedTitle: 'Your comment was not sent',
    onArticle: 'Your comment on',
    errors: {
      name_missing: 'Please enter your full name.',
      name_too_long: 'The name is longer than 80 characters. Please shorten it.',
      email_missing: 'Please enter an email address, so that the newsroom can reach you.',
      email_invalid: 'This email address is not complete. A complete one looks like name@library.org.',
      email_too_long: 'The email address is longer than 254 characters. Please use another one.',
      body_missing: 'Please write your comment.',
      body_too_short: 'A comment needs at least 2 characters.',
      body_too_long: 'The comment is longer than 4,000 characters. Please shorten it, or send two.',
      turnstile_missing: 'The verification was not finished. Please wait for its tick, then send again.',
      turnstile_failed: 'The verification failed. Please send again; if that does not help, reload the page.',
      turnstile_expired: 'The verification has expired. Please send again.',
      parent_gone: 'The comment you reply to is no longer on the page. You can send yours as a new comment.',
      form_broken: 'A part of the form was missing. Please send again.',
      too_many: 'That was a little fast. Please wait a minute, then send again.',
      unavailable: 'The newsroom could not take it just now. Please wait a moment, then send again.',
      comments_closed: 'This article has just stopped taking comments, so yours can no longer be sent.',
    },
  },

  received: {
    title: {
      received: 'The newsroom has your comment',
      held: 'Your comment is waiting for an editor',
      approved: 'Your comment has been published',
      rejected: 'Your comment was not published',
    },
    message: {
      received: 'Thank you. Your comment has arrived and is being looked at; this usually takes a few seconds.',
      held: 'Thank you. An editor will read it and decide; it appears below the article once approved. There is no need to send it again.',
      approved:
        'Thank you for joining in. Your comment is below the article; the page may need a few seconds to show it.',
      rejected:
        'Thank you for taking the time. The newsroom did not publish this comment: perhaps for its wording, for a link, or because it strays from the subject. You are welcome to send another.',
    },
    asWritten: 'Your comment as you wrote it',
    check: 'Check again',
    backToArticle: 'Back to the article',
    seeComment: 'See it below the article',
  },

  errors: {
    titles: {
      400: 'That request was not clear',
      401: 'Please sign in',
      403: 'Not allowed',
      404: 'There is no such page',
      405: 'That does not work here',
      409: 'Somebody was there first',
      410: 'This article has been withdrawn',
      413: 'That is too large',
      415: 'This kind of file is not taken',
      422: 'Something needs mending',
      429: 'A little slower, please',
      500: 'Something went wrong on our side',
      503: 'The site is busy',
    },
    other: 'Something went wrong',
    code: (status) => `Error ${status}`,
    backToFront: 'To the front page',
    backToDesk: 'To the editors’ desk',
    signInAgain: 'Sign in with another account',
    readInstead: 'New on this site',
  },

  failures: {
    bad_form: 'What was sent could not be read. Please go back, reload the page and try again.',
    sign_in: 'Please sign in to enter the editors’ desk.',
    cross_site:
      'This request came from another site and was not accepted. Open the article on this site and try again.',
    not_allowed: 'Your account is not allowed to do this.',
    comments_closed: 'This article no longer takes comments.',
    not_found: 'The address may be mistyped, or the page has moved.',
    method_not_allowed: 'This page exists, but does not take this kind of request.',
    version_conflict: 'Somebody else has just saved a newer version. Yours has not replaced it.',
    slug_taken: 'Another article of this section has this address.',
    not_publishable: 'This article cannot be published yet: please look at its headline, section and text.',
    already_decided: 'Somebody decided on this comment before you.',
    withdrawn: 'The newsroom has withdrawn this article.',
    too_large: 'What you sent is larger than allowed.',
    image_too_large: 'The image is larger than allowed: at most 20 MB and 50 megapixels.',
    unsupported_image: 'Only JPEG, PNG, WebP and GIF images are taken.',
    image_broken: 'This image cannot be read; the file may be damaged.',
    invalid: 'Something is not right yet. Please look at the fields and send again.',
    turnstile_missing: 'The verification was not finished. Please go back and send again.',
    turnstile_failed: 'The verification failed. Please go back and send again.',
    too_many: 'That was a little fast. Please wait a minute and try again.',
    unavailable: 'The site is busy. Please try again in a moment.',
    internal: 'It is not your fault. Please try again in a few minutes; we have taken note of it.',
  },

  desk: deskEn,
}
