// The page.

import { effect, useSignal } from "@preact/signals";
import { render } from "preact";
import { command, operationSummary, settledRows, summary } from "./answers";
import { data, isUnreadable, language, speak, unpack } from "./data";
import { Filters, Search } from "./filters";
import { Network } from "./network";
import { Copy, Panel } from "./panel";
import { notUnderstood, readAgain, settledState, update } from "./state";
import { T } from "./strings";
import { Tables } from "./tables";
import { Changes, TimeControls } from "./time";
import { Timeline } from "./timeline";

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

/** Returns the English name of a language, or its tag if it has none. */
function languageName(tag: string): string {
  try {
    return LANGUAGES.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

type Theme = keyof typeof T.themes;

function Header() {
  const theme = useSignal<Theme>("system");
  const own = data.start.language;
  const languages = Object.keys(data.languages).filter((tag) => tag === own || Object.keys(data.languages[tag]!).length > 0);
  return (
    <header>
      <h1>{data.title}</h1>
      <div class="row">
        {languages.length > 0 && (
          <label class="field">
            <span>{T.language}</span>
            <select
              value={language.value}
              onChange={(event) => {
                speak(event.currentTarget.value);
                update({});
              }}
            >
              <option value="">{T.asRecorded}</option>
              {languages.map((tag) => (
                <option key={tag} value={tag}>
                  {languageName(tag)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          <span>{T.theme}</span>
          <select
            value={theme.value}
            onChange={(event) => {
              theme.value = event.currentTarget.value as Theme;
              document.documentElement.dataset.theme = theme.value;
            }}
          >
            {Object.entries(T.themes).map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  );
}

function Footer() {
  const { title, version, licence, apa, bibtex, program, coverage } = data.about;
  return (
    <footer>
      <h2>{T.cite}</h2>
      <p>
        {apa} <Copy text={apa} name="APA" /> <Copy text={bibtex} name="BibTeX" />
      </p>
      {coverage !== null && <p>{coverage}</p>}
      <p>
        {T.fromSource(title, version === null ? "" : `, version ${version}`)} {licence !== null && `${licence}. `}
        {program}.
      </p>
    </footer>
  );
}

function Page() {
  return (
    <>
      <Header />
      {/* Texts are replaced where they are, so everything is drawn again in another language. */}
      <main key={language.value}>
        {notUnderstood.value.length > 0 && (
          <p role="status" class="hint">
            {T.notUnderstood(notUnderstood.value.join(", "))}
          </p>
        )}
        <p class="printed">
          {summary.value}. {T.command}: <code>{command(settledState.value)}</code>
        </p>
        <div class="controls">
          <TimeControls />
          <Filters />
          <Search />
        </div>
        <div class="panes">
          <div class="column">
            <Network />
            <Changes />
            <Timeline />
          </div>
          <div class="column">
            <Panel />
            <Tables />
          </div>
        </div>
      </main>
      <Footer />
    </>
  );
}

const root = document.getElementById("page")!;
root.textContent = "";
render(<Page />, root);

// Screen readers hear the answer once the date rests, not while it moves.
const live = document.createElement("p");
live.setAttribute("role", "status");
live.className = "heard";
document.body.append(live);
let telling: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const text = settledState.value.tab === "operations" ? operationSummary.value : summary.value;
  void settledRows.value;
  clearTimeout(telling);
  telling = setTimeout(() => (live.textContent = text), 400);
});

unpack().then(readAgain, () => (isUnreadable.value = true));
