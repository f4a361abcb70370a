"use client";

import { themeKey } from "#components/shell/theme-script.ts";

/** Switches between dark and light; without a choice the system's is used. */
export function ThemeToggle() {
  function toggle() {
    const root = document.documentElement;
    const systemDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    const dark = root.dataset.theme === undefined ? systemDark : root.dataset.theme === "dark";
    const theme = dark ? "light" : "dark";
    root.dataset.theme = theme;
    try {
      localStorage.setItem(themeKey, theme);
    } catch {
      // Storage may be forbidden; the choice then holds for this page only.
    }
  }
  return (
    <button
      type="button"
      className="button px-1.5"
      onClick={toggle}
      aria-label="Switch between dark and light"
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className="block">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" />
      </svg>
    </button>
  );
}
