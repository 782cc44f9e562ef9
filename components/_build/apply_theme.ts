/**
 * Runs before the first paint: the theme that the reader chose earlier goes onto the document, where the stylesheet
 * (`tokens.css`) and the island `theme_toggle` look for it. Without a choice the system's own preference stands.
 */

/** The choice, or `null` where there is none, or where the browser keeps nothing for this site. */
function chosenTheme(): string | null {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

const theme = chosenTheme();
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
