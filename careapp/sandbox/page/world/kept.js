// Small things that outlive a reload of this tab: drafts and dismissed notes.

export function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

export function keep(name, key, value) {
  const all = kept(name);
  if (value) all[key] = value;
  else delete all[key];
  sessionStorage.setItem(name, JSON.stringify(all));
}
