/** The theme that a reader chose: on the page, and in the browser's storage where there is one. */

/** The choices, in the order in which they are offered. */
export const THEMES = [
  { name: "system", label: "Auto" },
  { name: "light", label: "Light" },
  { name: "dark", label: "Dark" },
] as const;

/** A choice. */
export type Theme = (typeof THEMES)[number]["name"];

/** A stored or chosen word as a theme; everything unknown means the system's. */
export function readTheme(word: string | null | undefined): Theme {
  return word === "light" || word === "dark" ? word : "system";
}

/** The theme that the page has now. */
export function chosenTheme(): Theme {
  return readTheme(document.documentElement.dataset.theme);
}

/** Puts a theme onto the page and keeps it, if the browser keeps anything for this site. Returns it. */
export function chooseTheme(theme: Theme): Theme {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch (error) {
    console.warn("The theme holds for this page only: the browser keeps nothing for this site.", error);
  }
  return theme;
}
