// Tells the server in which time zone the reader lives.
export const tell = page => page.invokeMethodAsync('SetZone', Intl.DateTimeFormat().resolvedOptions().timeZone ?? '');
