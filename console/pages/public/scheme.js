// Before the first paint, so that a dark page does not flash white.
(function () {
  var scheme = 'auto';
  try {
    scheme = JSON.parse(localStorage.getItem('belfry.settings') || '{}').scheme || 'auto';
  } catch (ignored) {
    // Storage is off or broken: follow the system.
  }
  if (scheme === 'auto') {
    scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
