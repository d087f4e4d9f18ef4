/** What somebody would do, what keeps them from it, and the test that would tell if nothing did. */

export interface Threat {
  /** As docs/security.md has it. */
  threat: string
  defence: {
    file: string
    /** Stands in the file once. */
    text: string
    /** What stands there when the defence is taken out: a program that still runs. */
    without: string
  }
  test: {
    file: string
    /** A part of the test's name as its file has it; of a table of cases, that of one of them. */
    title: string
    /** Where no assertion fails but what is tested breaks: a part of what it says then. */
    breaks?: string
  }
}

/** By what they are against, in the order of docs/security.md. */
export type Threats = Record<string, Threat[]>
