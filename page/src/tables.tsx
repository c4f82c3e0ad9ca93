// The tables: partnerships, operations, and motives as a matrix. They state everything that the pictures show.

import { signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { besideRows, code, command, motivesInWords, operationsInWords, operationSummary, phaseInWords, settledOperations, settledRows, summary, uncapitalized } from "./answers";
import { data, inWords, label, operationName, organizationLabel, partnershipLabel, terms } from "./data";
import { csv, save, suffix } from "./download";
import { Copy, show } from "./panel";
import { participationsIn, queryOf, type Row } from "./query";
import { settledState, TABS, update, type Shown, type Tab } from "./state";
import { T } from "./strings";

interface Column<R> {
  id: string;
  title: string;
  text: (row: R) => string;
}

/** Whether the dataset says how thoroughly partnerships are recorded. */
const HAS_STANDARDS = data.partnerships.some((one) => one.standard !== undefined);

function standardOf({ row }: Row): string {
  const { standard } = data.partnerships[row]!;
  return standard === undefined ? "" : label("standards", standard);
}

function partnershipColumns(): Column<Row>[] {
  const beside = besideRows.value;
  const columns: Column<Row>[] = [
    { id: "partnership", title: T.partnership, text: (row) => partnershipLabel(row.row) },
    { id: "phase", title: T.phase, text: (row) => phaseInWords(row) + (row.isUncertain ? ` (${T.dateUncertain})` : "") },
    { id: "phase_since", title: T.inPhaseSince, text: (row) => row.phaseSince },
    { id: "since", title: T.since, text: (row) => row.since },
    { id: "condition", title: T.condition, text: (row) => (row.condition === null ? "" : label("conditions", row.condition)) },
    ...(settledState.value.condition.length > 0
      ? [{ id: "condition_since", title: T.conditionSince, text: (row: Row) => row.conditionSince }]
      : []),
    ...(HAS_STANDARDS
      ? [{ id: "standard", title: T.standard, text: (row: Row) => standardOf(row) }]
      : []),
    { id: "motives", title: T.motives, text: motivesInWords },
    {
      id: "operations",
      title: inWords(T.operations),
      text: operationsInWords,
    },
  ];
  if (beside !== null) {
    const { second } = settledState.value;
    const other = (row: Row) => beside.get(row.row);
    columns.splice(3, 0, {
      id: "beside",
      title: `${T.phase} (${label("codings", second ?? 0)})`,
      text: (row) => (other(row) ? phaseInWords(other(row)!) : ""),
    });
  }
  return columns;
}

function operationColumns(): Column<number>[] {
  const query = queryOf(settledState.value);
  return [
    { id: "operation", title: inWords(T.operation), text: (row) => data.operations[row]!.label },
    { id: "name", title: T.name, text: operationName },
    { id: "place", title: T.place, text: (row) => data.operations[row]!.place ?? "" },
    { id: "start", title: T.start, text: (row) => data.operations[row]!.start },
    { id: "end", title: T.end, text: (row) => data.operations[row]!.end || T.ongoing },
    {
      id: "participations",
      title: T.whoTakesPart,
      text: (row) =>
        participationsIn(query, row)
          .map((one) => {
            const dates = one.dates ? ` (${one.dates})` : "";
            const unknown = one.unknown ? `, ${T.unknown}` : "";
            return `${organizationLabel(one.organization)}: ${uncapitalized(label("roles", one.role))}${dates}${unknown}`;
          })
          .join("; "),
    },
  ];
}

function table(): string {
  switch (settledState.value.tab) {
    case "operations": {
      const columns = operationColumns();
      return csv(columns.map((one) => one.id), sorted(settledOperations.value, columns, "operations").map((row) => columns.map((one) => one.text(row))));
    }
    case "motives": {
      const motives = terms("motives");
      const head = ["partnership", "holder", ...motives.map((motive) => motive.id)];
      const rows = sides().map((side) => {
        const { members } = data.partnerships[side.row.row]!;
        const marks = motives.map((_, motive) => mark(side, motive));
        return [partnershipLabel(side.row.row), organizationLabel(members[side.side]), ...marks];
      });
      return csv(head, rows);
    }
    default: {
      const columns = partnershipColumns();
      return csv(columns.map((one) => one.id), sorted(settledRows.value, columns, "partnerships").map((row) => columns.map((one) => one.text(row))));
    }
  }
}

function saveCsv(): void {
  // Spreadsheets recognize UTF-8 by a byte order mark.
  save(`${settledState.value.tab}${suffix()}.csv`, new Blob(["\uFEFF", table()], { type: "text/csv" }));
}

export function Tables() {
  const { tab } = settledState.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step !== 0) {
      const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]!;
      update({ tab: next });
      document.getElementById(`tab-${next}`)?.focus();
    }
  };
  const titles: Record<Tab, string> = { partnerships: T.partnerships, operations: inWords(T.operations), motives: T.motives };
  return (
    <section class="pane tables" aria-labelledby="tables-title">
      <h2 id="tables-title">{T.table}</h2>
      <div class="row">
        <div class="tabs" role="tablist" aria-label={T.table} onKeyDown={onKeyDown}>
          {TABS.map((one) => (
            <button
              key={one}
              id={`tab-${one}`}
              type="button"
              role="tab"
              aria-selected={one === tab}
              aria-controls="table"
              tabIndex={one === tab ? 0 : -1}
              onClick={() => update({ tab: one })}
            >
              {titles[one]}
            </button>
          ))}
        </div>
        <button type="button" class="end" onClick={saveCsv}>
          {T.saveAs} CSV
        </button>
      </div>
      <div id="table" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === "partnerships" && <Partnerships />}
        {tab === "operations" && <Operations />}
        {tab === "motives" && <Matrix />}
      </div>
      <p class="command">
        <span>{T.command}:</span> <code>{command(settledState.value)}</code> <Copy text={command(settledState.value)} title={T.command} />
      </p>
    </section>
  );
}

/** Returns what the codes of motives mean. */
function motiveCodes(): string {
  const codes = terms("motives").map((motive) => `${motive.code} ${uncapitalized(motive.label)}`);
  return `${T.motives}: ${codes.join(" · ")}.`;
}

function Partnerships() {
  const columns = partnershipColumns();
  const filled = columns.filter((column, place) => place < 2 || settledRows.value.some((row) => column.text(row) !== ""));
  const hasMotives = settledRows.value.some((row) => motivesInWords(row) !== "");
  return (
    <Table
      caption={hasMotives ? `${summary.value}. ${motiveCodes()} ${T.uncertainMotive}` : summary.value}
      tab="partnerships"
      columns={filled}
      rows={settledRows.value}
      keyOf={(row) => data.partnerships[row.row]!.id}
      shown={(row) => ({ list: "partnerships", row: row.row })}
      empty={T.noMatch}
    />
  );
}

function Operations() {
  return (
    <Table
      tab="operations"
      caption={operationSummary.value}
      columns={operationColumns()}
      rows={settledOperations.value}
      keyOf={(row) => data.operations[row]!.id}
      shown={(row) => ({ list: "operations", row })}
      empty={inWords(T.noOperation)}
    />
  );
}

/** The column by which a table is sorted; without one, rows are in the order of the dataset. */
interface Order {
  column: string;
  isDown: boolean;
}

/** The orders of the tables that are sorted. */
const orders = signal<Partial<Record<Tab, Order | null>>>({});

/** Returns the order after a click on a column: up, down, and that of the dataset again. */
function next(order: Order | null, column: string): Order | null {
  if (order?.column !== column) {
    return { column, isDown: false };
  }
  return order.isDown ? null : { column, isDown: true };
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** Returns rows sorted by the texts of a column, empty ones last. */
function sorted<R>(rows: R[], columns: Column<R>[], tab: Tab): R[] {
  const order = orders.value[tab];
  const column = columns.find((one) => one.id === order?.column);
  if (!column || !order) {
    return rows;
  }
  const texts = rows.map((row) => ({ row, text: column.text(row) }));
  texts.sort(({ text: a }, { text: b }) => {
    if (a === "" || b === "") {
      return a === b ? 0 : a === "" ? 1 : -1;
    }
    return order.isDown ? COLLATOR.compare(b, a) : COLLATOR.compare(a, b);
  });
  return texts.map(({ row }) => row);
}

const ROW_HEIGHT = 28;
/** Above this number of rows, only those in view are in the document, one line each. */
const MAX_ROWS = 200;

interface TableProps<R> {
  tab: Tab;
  caption: string;
  columns: Column<R>[];
  rows: R[];
  keyOf: (row: R) => string;
  shown: (row: R) => Shown;
  empty: string;
}

function Table<R>({ tab, caption, columns, rows: unsorted, keyOf, shown, empty }: TableProps<R>) {
  const top = useSignal(0);
  const order = orders.value[tab] ?? null;
  const box = useRef<HTMLDivElement>(null);
  if (unsorted.length === 0) {
    return <p class="hint">{empty}</p>;
  }
  const rows = sorted(unsorted, columns, tab);
  const isLong = rows.length > MAX_ROWS;
  const inView = Math.ceil((box.current?.clientHeight ?? 600) / ROW_HEIGHT) + 20;
  const first = isLong ? Math.max(0, Math.min(Math.floor(top.value / ROW_HEIGHT) - 10, rows.length - inView)) : 0;
  const drawn = isLong ? rows.slice(first, first + inView) : rows;
  const current = settledState.value.shown;
  return (
    <div
      class={`scroll ${isLong ? "long" : ""}`}
      ref={box}
      onScroll={(event) => isLong && (top.value = event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={rows.length + 1}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const isOrder = order?.column === column.id;
              const direction = isOrder ? (order!.isDown ? "descending" : "ascending") : undefined;
              return (
                <th key={column.id} scope="col" aria-sort={direction}>
                  <button type="button" class="plain" title={T.sort} onClick={() => (orders.value = { ...orders.value, [tab]: next(order, column.id) })}>
                    {column.title}
                    {isOrder && <span aria-hidden="true">{order!.isDown ? " ↓" : " ↑"}</span>}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Space rows={first} columns={columns.length} />}
          {drawn.map((row, place) => {
            const key = keyOf(row);
            const open = () => show(shown(row));
            const is = shown(row);
            const isShown = current !== null && current.list === is.list && current.row === is.row;
            return (
              <tr key={key} data-key={key} aria-rowindex={first + place + 2} class={isShown ? "shown" : ""} onClick={open}>
                {columns.map((column, place) =>
                  place === 0 ? (
                    <th key={column.id} scope="row">
                      <button type="button" class="plain" onClick={open}>
                        {column.text(row)}
                      </button>
                    </th>
                  ) : (
                    <td key={column.id} data-column={column.id}>
                      {column.text(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
          {first + drawn.length < rows.length && <Space rows={rows.length - first - drawn.length} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

function Space({ rows, columns }: { rows: number; columns: number }): ComponentChildren {
  return (
    <tr aria-hidden="true" style={{ height: `${rows * ROW_HEIGHT}px` }}>
      <td colSpan={columns} />
    </tr>
  );
}

/** A side of a partnership with the motives that it holds. */
interface Side {
  row: Row;
  side: 0 | 1;
}

function sides(): Side[] {
  return settledRows.value
    .flatMap((row) => ([0, 1] as const).map((side) => ({ row, side })))
    .filter(({ row, side }) => row.held[side].length + row.possible[side].length > 0);
}

/** Returns the mark of a motive: held, uncertain, or possible. */
function mark({ row, side }: Side, motive: number): string {
  const held = row.held[side].find((one) => one.motive === motive);
  return held ? (held.isUncertain ? "?" : "●") : row.possible[side].includes(motive) ? "(●)" : "";
}

function Matrix() {
  const motives = terms("motives");
  const rows = sides();
  if (rows.length === 0) {
    return <p class="hint">{settledRows.value.length === 0 ? T.noMatch : T.noMotive}</p>;
  }
  return (
    <div class="scroll">
      <table class="matrix">
        <caption>
          {summary.value}. <small>{T.uncertainMotive}</small>
        </caption>
        <thead>
          <tr>
            <th scope="col">{T.partnership}</th>
            <th scope="col">{T.holder}</th>
            {motives.map((motive, row) => (
              <th key={motive.id} scope="col" title={motive.definition}>
                {label("motives", row)} <small>{code(row)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((side) => {
            const { members, id } = data.partnerships[side.row.row]!;
            const holder = organizationLabel(members[side.side]);
            return (
              <tr key={`${id}${side.side}`}>
                <th scope="row">{partnershipLabel(side.row.row)}</th>
                <td>{holder}</td>
                {motives.map((motive, row) => {
                  const text = mark(side, row);
                  const claim = side.row.held[side.side].find((one) => one.motive === row)?.claims[0];
                  const may = data.partnerships[side.row.row]!.motives?.find(
                    (one) => one.motive === row && one.side === side.side && one.may !== undefined,
                  );
                  const own = claim ?? may?.claim;
                  return (
                    <td key={motive.id}>
                      {text !== "" && own !== undefined && (
                        <button
                          type="button"
                          class="plain"
                          aria-label={`${holder}: ${label("motives", row)} ${text}`}
                          onClick={() => show({ list: "claims", row: own, of: { list: "partnerships", row: side.row.row } })}
                        >
                          {text}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
