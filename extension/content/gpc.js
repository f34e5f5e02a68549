// @ts-check
// Runs in the page's own world, only where the person switched Global Privacy Control on
// (https://w3c.github.io/gpc/): says to scripts what the header says to servers.

Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {
  configurable: true,
  enumerable: true,
  get: () => true,
});
