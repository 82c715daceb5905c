/** Path of a session’s minutes at the gateway. @param sessionId a counted session. */
export function minutesPathOf(sessionId: string): string {
  return `/documents/awards/ballot-sessions/${sessionId}/minutes.pdf`;
}
