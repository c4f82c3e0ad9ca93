// Compares what a page shows in random states with what the command answers, and prints how much was compared and what differed.
// Arguments: the folder of the packages, Chromium, the program, the page, the number of states, the arguments of the dataset.
import { execFileSync } from "node:child_process";
import { browser, go, opened, random } from "./browser.mjs";

const [folder, chromium, program, file, count, ...dataset] = process.argv.slice(2);
const open = await browser(folder, chromium);
const { page, noted } = await opened(open, file);
const data = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
const next = random(20261129);
const pick = (list) => list[Math.floor(next() * list.length)];
const chance = (share) => next() < share;
const ids = (list) => list.map((one) => one.id);
const iso = (day) => {
  const text = new Date(day * 86_400_000).toISOString();
  // Years before 0 have six digits there.
  return text.startsWith("-") ? `-${text.slice(3, 13)}` : text.slice(0, 10);
};
const codes = new Map((data.terms.motives ?? []).map((motive) => [motive.id, motive.code]));

/** Returns the words of a random filter, each with its values. */
function randomFilter() {
  const [first, last] = data.extent ?? [0, 0];
  const day = () => Math.floor(first - 400 + next() * (last - first + 400));
  const words = [];
  if (data.extent) {
    if (chance(0.3)) {
      const days = [day(), day()].sort((a, b) => a - b);
      words.push(["during", `${iso(Math.max(days[0], first))}..${iso(Math.max(days[1], first))}`]);
    } else {
      words.push(["at", iso(Math.max(first, day()))]);
    }
  }
  // Many filters at once leave few rows to compare, so that often there is one alone.
  const isAlone = chance(0.5);
  const members = data.organizations.filter((_, row) => data.partnerships.some((one) => one.members.includes(row)));
  const before = words.length;
  const isFull = () => isAlone && words.length > before;
  const add = (share, name, list) => !isFull() && chance(share) && list.length > 0 && words.push([name, pick(list)]);
  add(0.3, "with", ids(members));
  if (!isFull() && chance(0.2) && members.length > 1) {
    const [a, b] = [pick(ids(members)), pick(ids(members))];
    if (a !== b) {
      words.push(["between", a], ["between", b]);
    }
  }
  add(0.15, "phase", ids(data.terms.phases));
  add(0.15, "min-phase", ids(data.terms.phases));
  add(0.15, "condition", ids(data.terms.conditions));
  add(0.25, "motive", [...ids(data.terms.motives), ...ids(data.terms["motive-families"])]);
  add(0.15, "held-by", ids(members));
  add(0.1, "operation", ids(data.operations));
  add(0.15, "country", data.operations.flatMap((one) => one.countries ?? []));
  const hasRole = add(0.15, "role", ids(data.terms.roles));
  if (hasRole && chance(0.3)) {
    words.push(["both-sides", ""]);
  }
  add(0.4, "coding", ids(data.terms.codings));
  add(0.2, "min-confidence", ["medium", "high"]);
  return words;
}

function argumentsOf(words) {
  const between = words.filter(([name]) => name === "between").map(([, value]) => value);
  const others = words.filter(([name]) => name !== "between");
  // A value may begin with a minus sign.
  const given = others.map(([name, value]) => (name === "both-sides" ? "--both-sides" : `--${name}=${value}`));
  return between.length > 0 ? [...given, "--between", ...between] : given;
}

function answer(verb, words) {
  try {
    const text = execFileSync(program, [verb, ...argumentsOf(words), ...dataset, "--format", "json"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 28,
    });
    return JSON.parse(text).rows;
  } catch (error) {
    if (error.status === 1) {
      return [];
    }
    throw error;
  }
}

/** Returns whether a coding covers a partnership; of another one, nothing is said. */
function isCoded(row, coding) {
  const one = data.partnerships.find((one) => one.id === `${row.a}--${row.b}`);
  return (one.spells[Math.max(0, ids(data.terms.codings).indexOf(coding))] ?? []).length > 0;
}

/** Returns what the page should say of a partnership. */
function expected(row, coding) {
  const uncertain = (kind, id, holder) =>
    row.uncertain.some((one) => one.kind === kind && one.id === id && (holder === undefined || one.holder === holder));
  const bound = row.uncertain.some((one) => one.kind === "start" || one.kind === "end");
  const ended = typeof row.ended === "string" ? row.ended : (row.ended_missing ?? "") === "unknown" ? "unknown" : "";
  let phase = "";
  if (row.phase !== null) {
    phase = row.phase_label + (row.phase_of_label ? ` (${row.phase_of_label})` : "") + (bound ? " (date uncertain)" : "");
  } else if (row.phase_missing === "unknown" && ended === "" && isCoded(row, coding)) {
    phase = "unknown";
  } else if (ended !== "") {
    phase = `ended (${ended})`;
  }
  const side = (holder, label, held) => {
    const possible = row.possible_motives.filter((one) => one.holder === holder).map((one) => `(${codes.get(one.id)})`);
    const own = held.map((id) => codes.get(id) + (uncertain("motive", id, holder) ? "?" : ""));
    return own.length + possible.length > 0 ? [`${label}: ${[...own, ...possible].join(" ")}`] : [];
  };
  return {
    phase,
    phase_since: row.phase_since ?? "",
    since: (row.since ?? "") + (row.since_or_earlier ? " or earlier" : ""),
    condition: row.condition_label ?? "",
    condition_since: row.condition_since ?? "",
    motives: [...side(row.a, row.a_label, row.a_motives), ...side(row.b, row.b_label, row.b_motives)].join("; "),
    operations: row.operations_label.join(", "),
  };
}

/** Returns the rows of the table that is shown: by key, the texts by column. */
const shown = () =>
  page.evaluate(() =>
    [...document.querySelectorAll("#table tbody tr[data-key]")].map((row) => [
      row.dataset.key,
      Object.fromEntries([...row.querySelectorAll("td")].map((cell) => [cell.dataset.column, cell.textContent])),
    ]),
  );

const compared = { states: 0, rows: 0, operations: 0, different: [] };
const differ = (words, what) => compared.different.push(`${argumentsOf(words).join(" ")}: ${what}`);

function comparePartnerships(words, rows, wanted) {
  const keys = wanted.map((row) => `${row.a}--${row.b}`);
  if (rows.map(([key]) => key).join(" ") !== keys.join(" ")) {
    differ(words, `rows ${rows.map(([key]) => key).join(" ")} instead of ${keys.join(" ")}`);
    return;
  }
  const coding = words.find(([name]) => name === "coding")?.[1];
  rows.forEach(([key, cells], place) => {
    compared.rows += 1;
    for (const [column, text] of Object.entries(expected(wanted[place], coding))) {
      // As in the command, people read since when a condition holds only if they filter conditions.
      if (column === "condition_since" && !words.some(([name]) => name === "condition")) {
        continue;
      }
      // A column that is empty in all rows is left out, and the command states no "or earlier" in all of its dates.
      const found = (cells[column] ?? "").replace(column === "since" ? "" : / or earlier$/, "");
      if (found !== text) {
        differ(words, `${key} ${column}: ${found} instead of ${text}`);
      }
    }
  });
}

function compareOperations(words, rows, wanted) {
  const keys = wanted.map((row) => row.operation).join(" ");
  if (rows.map(([key]) => key).join(" ") !== keys) {
    differ(words, `operations ${rows.map(([key]) => key).join(" ")} instead of ${keys}`);
    return;
  }
  rows.forEach(([key, cells], place) => {
    compared.operations += 1;
    const { participations, start } = wanted[place];
    const count = cells.participations === "" ? 0 : cells.participations.split("; ").length;
    if (count !== participations.length || cells.start !== (start ?? "")) {
      differ(words, `${key}: ${JSON.stringify(cells)}`);
    }
  });
}

for (let turn = 0; turn < Number(count); turn += 1) {
  const words = randomFilter();
  const address = new URLSearchParams(words);
  await go(page, address.toString());
  comparePartnerships(words, await shown(), answer("links", words));
  address.set("tab", "operations");
  await go(page, address.toString());
  compareOperations(words, await shown(), answer("operations", words));
  compared.states += 1;
}
console.log(JSON.stringify({ ...compared, noted }));
await open.close();
