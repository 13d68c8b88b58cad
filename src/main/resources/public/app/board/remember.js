// What a user chose on this device, where the browser keeps such things.

export function remember(name, value) {
  try {
    localStorage.setItem(`rollcall.${name}`, value);
  } catch {
    // then it holds for as long as the page is open
  }
}

export function recall(name, allowed, otherwise) {
  try {
    const value = localStorage.getItem(`rollcall.${name}`);
    return allowed.includes(value) ? value : otherwise;
  } catch {
    return otherwise;
  }
}
