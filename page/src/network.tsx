// The network: boxes and lines for few organizations, a canvas for many.

import { phaseInWords, query, settledRows, withoutLine } from "./answers";
import { Dots, OF_MEMBER } from "./canvas";
import { actorOf, data, inWords, label, language, nodeLabel, organizationLabel, organizationName, partnershipLabel } from "./data";
import { SaveSvg } from "./download";
import { show } from "./panel";
import { rowOf, select, type Row } from "./query";
import { state, stateDays } from "./state";
import { T } from "./strings";
import { lineOf, ties, type Tie } from "./ties";

const { drawing } = data;
const ROUTES = new Map(drawing.routes.map((route) => [lineOf(route.ends), route]));

/** The space around the picture, for lines along its edge. */
const MARGIN = 8;

/** Returns what a tie without a phase rests on. */
function withoutPhase(row: Row): string {
  const count = row.operations.length;
  return count === 0 ? T.noPhase : T.counted(count, inWords(count === 1 ? "shared operation" : "shared operations"));
}

function describe(tie: Tie, row: Row): string {
  const since = row.since === "" ? "" : `, ${T.step(row.since)}`;
  const condition = tie.condition > 0 ? `, ${label("conditions", tie.condition)}` : "";
  return `${partnershipLabel(tie.row)}: ${tie.rung === null ? withoutPhase(row) : phaseInWords(row)}${condition}${since}`;
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
      <Notes drawn={drawn} />
    </section>
  );
}

function Boxes({ drawn }: { drawn: Map<number, Tie> }) {
  const present = new Set([...drawn.values()].flatMap((tie) => tie.ends));
  const day = stateDays.value[1];
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
        const route = ROUTES.get(line)!;
        const row = rowOf(query.value, tie.row);
        const [width, dashes] = tie.rung === null ? phaselessStroke(row) : drawing.strokes[tie.rung]![tie.condition]!;
        const open = () => show({ list: "partnerships", row: tie.row });
        const name = describe(tie, row);
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
            {tie.from !== null && route.arrows && (
              <path class={`arrow rung-fill-${tie.rung}`} d={route.arrows[tie.from === route.ends[0] ? 0 : 1]} />
            )}
          </g>
        );
      })}
      {hasLabels &&
        order.map(([line, tie]) => {
          const [x, y] = ROUTES.get(line)!.label;
          return (
            <text key={`l${line}`} class="since" x={x} y={y} dy="0.35em" aria-hidden="true">
              {rowOf(query.value, tie.row).brief}
            </text>
          );
        })}
      {drawing.nodes.map((node) => {
        const row = node.organization;
        const [x, y, width, height] = node.frame;
        const name = nodeLabel(row, day);
        const open = () => show({ list: "organizations", row });
        const isReplaced = name !== organizationLabel(row) || language.value !== (data.start.language ?? "");
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
                {node.texts.length > 1 && name === organizationLabel(row) && organizationName(row).length * 4 <= width && (
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

/** Returns the width and the dashes of a line without a phase: dotted if nothing is known that it rests on. */
function phaselessStroke(row: Row): [number, string] {
  return row.operations.length > 0 ? [1, ""] : [1, "1 3"];
}

/** Whether a predecessor acts for another organization at some time. */
const HAS_ACTORS = data.organizations.some((one) => one.actors !== undefined);

/** Returns the predecessors that act for others at the ends of ties. */
function predecessors(drawn: Map<number, Tie>): string[] {
  const day = stateDays.value[1];
  if (!HAS_ACTORS) {
    return [];
  }
  const acting = [...drawn.values()].flatMap((tie) =>
    data.partnerships[tie.row]!.members.flatMap((member) => {
      const actor = actorOf(member, day);
      return actor ? [T.actsFor(actor.label, organizationLabel(member))] : [];
    }),
  );
  return [...new Set(acting)];
}

/** What the picture leaves out, and who acts for others in it. */
function Notes({ drawn }: { drawn: Map<number, Tie> }) {
  const { unknown, without } = withoutLine.value;
  const acting = predecessors(drawn);
  const notes = [
    ...(acting.length > 0 ? [T.predecessors(acting)] : []),
    ...(unknown > 0 ? [T.unknownPhases(unknown)] : []),
    ...(without > 0 ? [T.withoutPhases(without)] : []),
  ];
  return (
    <>
      {notes.map((note) => (
        <p key={note} class="hint note">
          {note}
        </p>
      ))}
    </>
  );
}

function Legend({ drawn }: { drawn: Map<number, Tie> }) {
  const present = [...drawn.values()];
  const rungs = [...new Set(present.flatMap((tie) => (tie.rung === null ? [] : [tie.rung])))].sort((a, b) => a - b);
  const conditions = [...new Set(present.map((tie) => tie.condition))].filter((condition) => condition > 0).sort();
  const highest = rungs.at(-1);
  const phaseless = present.filter((tie) => tie.rung === null);
  // Dots look the same whichever operations match, so that this is only looked up for boxes.
  const isBare = ({ row }: Tie) =>
    data.partnerships[row]!.joint === undefined || (drawing.boxes && rowOf(query.value, row).operations.length === 0);
  if (present.length === 0) {
    return <p class="hint">{settledRows.value.length === 0 ? T.noMatch : T.noLine}</p>;
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
      {phaseless.some((tie) => !isBare(tie)) && (
        <li>
          <LineSample look="phaseless" /> {inWords(T.sharedOperations)}
        </li>
      )}
      {phaseless.some(isBare) && (
        <li>
          <LineSample look="phaseless" dashes={drawing.boxes ? "1 3" : ""} /> {inWords(T.noPhaseNorOperation)}
        </li>
      )}
      {drawing.boxes && present.some((tie) => tie.from !== null) && (
        <li>
          <svg class="sample" viewBox="0 0 30 8" aria-hidden="true">
            <path class="line way" d="M0 4H24" stroke-width={1.8} />
            <path class="way-head" d="M30 4L22 1V7Z" />
          </svg>{" "}
          {T.oneWay}
        </li>
      )}
      {drawing.boxes &&
        data.classes.map(([tint, name]) => (
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
  return <LineSample look={`rung-${rung}`} width={width} dashes={dashes} />;
}

function LineSample({ look, width = 1, dashes = "" }: { look: string; width?: number; dashes?: string }) {
  return (
    <svg class="sample" viewBox="0 0 30 8" aria-hidden="true">
      <path class={`line ${look}`} d="M0 4H30" stroke-width={width} stroke-dasharray={dashes || undefined} />
    </svg>
  );
}
