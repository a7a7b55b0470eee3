/** Where the runbook of an alert stands, in the tree and for a person with a phone. */
export const runbookPath = (alert: string): string => `docs/runbooks/${alert}.md`;

export const runbookUrl = (alert: string): string =>
  `https://github.com/jangteo/jangteo/blob/main/${runbookPath(alert)}`;
