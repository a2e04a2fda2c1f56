/** For somebody who turns out to be signed out: to the login page, and from there back here. */
export function goToLogin(): void {
  window.location.assign(`/login?callbackUrl=${encodeURIComponent(window.location.pathname + window.location.search)}`);
}
