/** What is kept about readers, in the newsroom's language first and in the other below: each reader finds theirs. */
import type { Site } from '../../worker/articles/article.ts'
import { PRIVACY_PATH } from '../../worker/privacy/kept.ts'
import type { PrivacyFacts } from '../../worker/text/words/privacy-vi.ts'
import { type Locale, type Words, wordsFor } from '../../worker/text/words.ts'
import { Layout } from '../layout.tsx'

interface Props {
  site: Site
  words: Words
  facts: PrivacyFacts
}

export function PrivacyPage({ site, words, facts }: Props) {
  const { locale } = site.settings
  const other: Locale = locale === 'vi' ? 'en' : 'vi'
  return (
    <Layout
      site={site}
      words={words}
      title={words.privacy.title}
      description={words.privacy.about(site.settings.name)}
      path={PRIVACY_PATH}
      look={['lists', 'article']}
    >
      <div class="page narrow text">
        <header>
          <h1>{words.privacy.title}</h1>
          <p>{words.privacy.intro(facts)}</p>
          <p class="small">
            <a href={`#${other}`} lang={other} hreflang={other}>
              {wordsFor(other).privacy.other}
            </a>
          </p>
        </header>
        <Told site={site} locale={locale} facts={facts} />
        <hr />
        <section id={other} lang={other} aria-labelledby={`${other}-title`}>
          <h2 id={`${other}-title`}>{wordsFor(other).privacy.title}</h2>
          <p>{wordsFor(other).privacy.intro(facts)}</p>
          <Told site={site} locale={other} facts={facts} isBelow />
        </section>
      </div>
    </Layout>
  )
}

interface ToldProps {
  site: Site
  locale: Locale
  facts: PrivacyFacts
  /** Whether it stands below a heading of its own. */
  isBelow?: boolean
}

function Told({ site, locale, facts, isBelow = false }: ToldProps) {
  const { privacy } = wordsFor(locale)
  const Heading = isBelow ? 'h3' : 'h2'
  const { email, address, phone } = site.settings
  return (
    <>
      {privacy.sections(facts).map(({ title, lines }) => (
        <>
          <Heading>{title}</Heading>
          {lines.map((line) => (
            <p>{line}</p>
          ))}
        </>
      ))}
      <Heading>{privacy.contact}</Heading>
      <p>
        {email ? (
          <>
            {privacy.writeTo} <a href={`mailto:${email}`}>{email}</a>.
          </>
        ) : (
          privacy.noAddress
        )}{' '}
        {[facts.publisher || facts.site, address, phone].filter(Boolean).join(' · ')}
      </p>
    </>
  )
}
