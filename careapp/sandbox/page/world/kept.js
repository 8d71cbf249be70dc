// Small things that outlive a reload: drafts and dismissed notes of this tab, and what the person likes best.

export const kept = (name) => read(sessionStorage, name) ?? {};

export function keep(name, key, value) {
  const all = kept(name);
  if (value) all[key] = value;
  else delete all[key];
  sessionStorage.setItem(name, JSON.stringify(all));
}

/** What was preferred last, in any tab; null where nothing was. */
export const preferred = (name) => read(localStorage, name);
export const prefer = (name, value) => localStorage.setItem(name, JSON.stringify(value));

function read(storage, name) {
  try {
    return JSON.parse(storage.getItem(name));
  } catch {
    return null;
  }
}
