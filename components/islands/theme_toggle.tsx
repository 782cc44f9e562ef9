/** The reader's theme: the system's, light or dark. `components/_build/apply_theme.ts` applies it before the first paint. */
import { useEffect, useState } from "preact/hooks";
import { chooseTheme, chosenTheme, readTheme, THEMES } from "./theme_toggle/chosen_theme.ts";
import { useAlive } from "./shared/use_alive.ts";

/** A choice of three. Without JavaScript the page follows the system, and there is nothing to choose. */
export default function ThemeToggle() {
  const alive = useAlive();
  const [theme, setTheme] = useState(readTheme(null));
  useEffect(() => setTheme(chosenTheme()), []);
  return (
    <label class={alive ? "theme-toggle" : "theme-toggle theme-asleep"}>
      <span class="visually-hidden">Theme</span>
      <select
        value={theme}
        disabled={!alive}
        onChange={(event) => setTheme(chooseTheme(readTheme(event.currentTarget.value)))}
      >
        {THEMES.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}
      </select>
    </label>
  );
}
