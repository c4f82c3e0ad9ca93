// The network: boxes and lines for few organizations, a canvas for many.

import { phaseInWords, query } from "./answers";
import { Dots, OF_MEMBER } from "./canvas";
import { data, inWords, label, language, organizationLabel, organizationName, partnershipLabel } from "./data";
import { SaveSvg } from "./download";
import { show } from "./panel";
import { rowOf, select, type Row } from "./query";
import { days, state } from "./state";
import { T } from "./strings";
import { ties, type Tie } from "./ties";

const { drawing } = data;

/** The space around the picture, for lines along its edge. */
const MARGIN = 8;

function describe(tie: Tie, row: Row): string {
  const since = row.since === "" ? "" : `, ${T.step(row.since)}`;
  const condition = tie.condition > 0 ? `, ${label("conditions", tie.condition)}` : "";
  return `${partnershipLabel(tie.row)}: ${phaseInWords(row) || inWords(T.operations)}${condition}${since}`;
}

function activate(event: KeyboardEvent, action: () => void): void {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    action();
  }
}

export function Network() {
  const { focus } = state.value;
  const among = drawing.boxes || focus === null ? undefined : (OF_MEMBER.get(focus) ?? []);
  const drawn = ties(query.value, select(query.value, among));
  return (
    <section class="pane network" aria-labelledby="network-title">
      <h2 id="network-title">
        {T.network} <SaveSvg id="network" isCanvas={!drawing.boxes} />
      </h2>
      {drawing.boxes ? <Boxes drawn={drawn} /> : <Dots drawn={drawn} />}
      <Legend drawn={drawn} />
    </section>
  );
}

function Boxes({ drawn }: { drawn: Map<number, Tie> }) {
  const present = new Set([...drawn.values()].flatMap((tie) => tie.members));
  const shown = state.value.shown;
  const isShown = (list: string, row: number) => shown !== null && shown.list === list && shown.row === row;
  const hasLabels = drawn.size <= 30;
  const order = [...drawn].sort(([, a], [, b]) => (a.rung ?? -1) - (b.rung ?? -1));
  return (
    <svg
      id="network"
      viewBox={`${-MARGIN} ${-MARGIN} ${drawing.width + 2 * MARGIN} ${drawing.height + 2 * MARGIN}`}
      role="group"
      aria-label={T.network}
      style={{ maxWidth: `${Math.round(Math.max(drawing.width * 2.2, 420))}px` }}
    >
      {order.map(([line, tie]) => {
        const route = drawing.routes[line]!;
        const [width, dashes] = tie.rung === null ? [1, ""] : drawing.strokes[tie.rung]![tie.condition]!;
        const open = () => show({ list: "partnerships", row: tie.row });
        const name = describe(tie, rowOf(query.value, tie.row));
        return (
          <g
            key={line}
            class={`tie ${isShown("partnerships", tie.row) ? "shown" : ""}`}
            role="button"
            tabindex={0}
            aria-label={name}
            onClick={open}
            onKeyDown={(event) => activate(event, open)}
          >
            <title>{name}</title>
            <path class="hit" d={route.path} />
            <path
              class={tie.rung === null ? "line phaseless" : `line rung-${tie.rung}`}
              d={route.path}
              stroke-width={width}
              stroke-dasharray={dashes || undefined}
            />
          </g>
        );
      })}
      {hasLabels &&
        order.map(([line, tie]) => {
          const [x, y] = drawing.routes[line]!.label;
          return (
            <text key={`l${line}`} class="since" x={x} y={y} dy="0.35em" aria-hidden="true">
              {rowOf(query.value, tie.row).since.slice(0, 4)}
            </text>
          );
        })}
      {drawing.nodes.map((node) => {
        const row = node.organization;
        const [x, y, width, height] = node.frame;
        const name = organizationLabel(row, days.value[1]);
        const open = () => show({ list: "organizations", row });
        const isReplaced = name !== data.organizations[row]!.label || language.value !== "";
        const classes = `node ${node.class === undefined ? "" : `tint-${node.class}`} ${present.has(row) ? "" : "faint"} ${
          isShown("organizations", row) ? "shown" : ""
        }`;
        return (
          <g
            key={row}
            class={classes}
            role="button"
            tabindex={0}
            onClick={open}
            onKeyDown={(event) => activate(event, open)}
          >
            <title>{`${name}: ${organizationName(row)}`}</title>
            {node.outline ? (
              <path class="box" d={node.outline} />
            ) : (
              <rect class="box" x={x} y={y} width={width} height={height} rx={node.radius} />
            )}
            {isReplaced ? (
              <>
                <text class="name" x={x + width / 2} y={node.texts[0]?.[1] ?? y + height / 2} font-size={node.texts[0]?.[2] ?? 9}>
                  {name}
                </text>
                {node.texts.length > 1 && name === data.organizations[row]!.label && organizationName(row).length * 4 <= width && (
                  <text class="full" x={x + width / 2} y={node.texts[1]![1]} font-size={node.texts[1]![2]}>
                    {organizationName(row)}
                  </text>
                )}
              </>
            ) : (
              node.texts.map(([x, y, size, isBold, text]) => (
                <text key={text} class={isBold ? "name" : "full"} x={x} y={y} font-size={size}>
                  {text}
                </text>
              ))
            )}
          </g>
        );
      })}
    </svg>
  );
}

function Legend({ drawn }: { drawn: Map<number, Tie> }) {
  const present = [...drawn.values()];
  const rungs = [...new Set(present.flatMap((tie) => (tie.rung === null ? [] : [tie.rung])))].sort((a, b) => a - b);
  const conditions = [...new Set(present.map((tie) => tie.condition))].filter((condition) => condition > 0).sort();
  const highest = rungs.at(-1);
  if (present.length === 0) {
    return <p class="hint">{T.noMatch}</p>;
  }
  return (
    <ul class="legend">
      {rungs.map((rung) => (
        <li key={rung}>
          <Sample rung={rung} condition={0} /> {label("phases", rung)}
        </li>
      ))}
      {drawing.boxes &&
        highest !== undefined &&
        conditions.map((condition) => (
          <li key={`c${condition}`}>
            <Sample rung={highest} condition={condition} /> {label("conditions", condition)}
          </li>
        ))}
      {drawing.boxes &&
        drawing.classes.map(([tint, name]) => (
          <li key={`t${tint}`}>
            <svg class="sample" viewBox="0 0 16 10" aria-hidden="true">
              <rect class={`box tint-${tint}`} x="1" y="1" width="14" height="8" rx="2" />
            </svg>{" "}
            {name}
          </li>
        ))}
    </ul>
  );
}

function Sample({ rung, condition }: { rung: number; condition: number }) {
  const [width, dashes] = drawing.strokes[rung]?.[condition] ?? [1, ""];
  return (
    <svg class="sample" viewBox="0 0 30 8" aria-hidden="true">
      <path class={`line rung-${rung}`} d="M0 4H30" stroke-width={width} stroke-dasharray={dashes || undefined} />
    </svg>
  );
}
