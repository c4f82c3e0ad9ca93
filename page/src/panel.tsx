// The panel: what a thing rests on, claim by claim, with the sources to open and to cite.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { motivesInWords, phaseInWords, settledQuery, showCommand } from "./answers";
import { data, evidence, isUnreadable, label, operationName, organizationLabel, organizationName, partnershipLabel } from "./data";
import { overlaps } from "./days";
import { historyDays, rowOf } from "./query";
import { isLocked, settledState, update, type Shown } from "./state";
import { FACTS, KINDS, T } from "./strings";
import type { Citation, Claim, Partnership, Span } from "./types";

/** A button that copies a text; its label is the name of the text, or that of the action. */
export function Copy({ text, name, title }: { text: string; name?: string; title?: string }) {
  const isCopied = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // A page that is opened as a file may not write to the clipboard directly.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    isCopied.value = true;
    setTimeout(() => (isCopied.value = false), 2000);
  };
  return (
    <button type="button" class="copy" onClick={copy} aria-label={`${isCopied.value ? T.copied : T.copy}: ${name ?? title ?? ""}`}>
      {isCopied.value ? T.copied : (name ?? T.copy)}
    </button>
  );
}

/** Opens the panel on a thing. */
export function show(shown: Shown): void {
  update({ shown });
}

function Cited({ cites }: { cites: Citation[] | undefined }) {
  const known = evidence.value;
  if (!known || !cites || cites.length === 0) {
    return null;
  }
  return (
    <ul class="cites">
      {cites.map((cite, place) => {
        const source = known.sources[cite.source]!;
        return (
          <li key={place}>
            <span class="apa">{source.url === undefined ? source.apa : <Linked text={source.apa} url={source.url} />}</span>
            {cite.at !== undefined && <span> ({cite.at})</span>}
            {cite.quote !== undefined && <q>{cite.quote}</q>}
            <span class="buttons">
              {source.tier !== undefined && <small>{source.tier}</small>}
              <Copy text={source.apa} name="APA" />
              <Copy text={source.bibtex} name="BibTeX" />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** A reference whose address is a link, or which is followed by one. */
function Linked({ text, url }: { text: string; url: string }) {
  const place = text.indexOf(url);
  const link = (
    <a href={url} rel="noopener noreferrer" target="_blank">
      {url}
    </a>
  );
  return place < 0 ? (
    <>
      {text} {link}
    </>
  ) : (
    <>
      {text.slice(0, place)}
      {link}
      {text.slice(place + url.length)}
    </>
  );
}

function ClaimView({ row, isOpen }: { row: number; isOpen: boolean }) {
  const claim: Claim | undefined = evidence.value?.claims[row];
  if (!claim) {
    return null;
  }
  const count = claim.cites?.length ?? 0;
  return (
    <li class="claim">
      <p>
        <span class="kind">
          {KINDS[claim.kind] ?? claim.kind}
          {claim.term !== undefined && `: ${claim.term}`}
        </span>{" "}
        {claim.text}
        {claim.dates !== undefined && <small> ({claim.dates})</small>}
      </p>
      {claim.why !== undefined && (
        <p>
          <b>{T.why}:</b> {claim.why}
        </p>
      )}
      {claim.amounts !== undefined && (
        <p>
          <b>{T.amounts}:</b> {claim.amounts}
        </p>
      )}
      <p class="grades">
        {T.confidence}: {claim.confidence}
        {claim.strength !== undefined && ` · ${T.strength}: ${claim.strength}`}
      </p>
      {claim.notes?.map((note) => (
        <p key={note}>
          <b>{T.remarks}:</b> {note}
        </p>
      ))}
      {claim.rivals?.map((rival) => (
        <div key={rival.text} class="rival">
          <p>
            <b>{T.rival}:</b> {rival.text}
          </p>
          <Cited cites={rival.cites} />
        </div>
      ))}
      {claim.against?.map((one) => (
        <div key={one.text} class="rival">
          <p>
            <b>{T.against}:</b> {one.text}
          </p>
          <Cited cites={one.cites} />
        </div>
      ))}
      {count > 0 && (
        <details open={isOpen}>
          <summary>
            {T.sources} ({count})
          </summary>
          <Cited cites={claim.cites} />
        </details>
      )}
    </li>
  );
}

function Group({ title, rows, isOpen = false }: { title: string; rows: number[]; isOpen?: boolean }) {
  if (rows.length === 0) {
    return null;
  }
  return (
    <>
      <h3>
        {title} <small>{rows.length}</small>
      </h3>
      <ul class="claims">
        {rows.map((row) => (
          <ClaimView key={row} row={row} isOpen={isOpen} />
        ))}
      </ul>
    </>
  );
}

function PartnershipView({ row }: { row: number }) {
  const one: Partnership = data.partnerships[row]!;
  const now = rowOf(settledQuery.value, row);
  const { days } = settledQuery.value;
  const history = historyDays(settledQuery.value);
  const { confidence, second } = settledState.value;
  const codings = [settledQuery.value.coding, ...(second === null ? [] : [second])];
  const isSure = (claim: { confidence: number }) => claim.confidence >= confidence;
  const spells = codings.flatMap((coding) =>
    (one.spells[coding] ?? []).filter((spell) => isSure(spell) && overlaps(spell.days, history)),
  );
  const all = (one.motives ?? []).filter(isSure);
  const motives = all.filter((motive) => overlaps(motive.days, days));
  const others = all.filter((motive) => !motives.includes(motive));
  const shared = (one.joint ?? []).filter((joint) => isSure(joint) && overlaps(joint.days, days));
  const operations = [...new Set(shared.map((joint) => joint.operation))];
  const isPast = ({ days }: { days?: Span }) => days === undefined || overlaps(days, history);
  const milestones = (one.milestones ?? []).filter((milestone) => isSure(milestone) && isPast(milestone));
  const claims = (one.others ?? []).filter((other) => isSure(other) && isPast(other));
  const facts: [string, string][] = [
    [T.phase, phaseInWords(now)],
    [T.since, now.since],
    [T.condition, now.condition === null ? "" : label("conditions", now.condition)],
    [T.motives, motivesInWords(now)],
    [T.amounts, one.amounts ?? ""],
  ];
  return (
    <>
      <Facts facts={facts} />
      <p class="links">
        {one.members.map((member) => (
          <LinkTo key={member} shown={{ list: "organizations", row: member }} text={organizationLabel(member)} />
        ))}
        {operations.map((operation) => (
          <LinkTo key={`o${operation}`} shown={{ list: "operations", row: operation }} text={data.operations[operation]!.label} />
        ))}
      </p>
      <Command text={showCommand(one.members.map((member) => data.organizations[member]!.id))} />
      <Group title={T.phase} rows={spells.map((spell) => spell.claim)} />
      <Group title={T.motives} rows={motives.map((motive) => motive.claim)} />
      <Group title={KINDS.milestone!} rows={milestones.map((milestone) => milestone.claim).reverse()} />
      <Group title={T.otherClaims} rows={[...claims.map((other) => other.claim), ...others.map((motive) => motive.claim)]} />
    </>
  );
}

function OrganizationView({ row }: { row: number }) {
  const one = data.organizations[row]!;
  const partnerships = data.partnerships.flatMap((partnership, place) => (partnership.members.includes(row) ? [place] : []));
  return (
    <>
      <p>{organizationName(row)}</p>
      <Facts facts={one.facts.map(([name, text]) => [FACTS[name] ?? name, text])} />
      <p class="links">
        {partnerships.slice(0, 60).map((place) => (
          <LinkTo key={place} shown={{ list: "partnerships", row: place }} text={partnershipLabel(place)} />
        ))}
        {partnerships.length > 60 && <span>{T.more(partnerships.length - 60)}</span>}
      </p>
      <p class="links">
        {!isLocked("with") && (
          <button type="button" onClick={() => update({ with: [row] })}>
            {T.onlyPartnershipsOf(one.label)}
          </button>
        )}
        {!data.drawing.boxes && (
          <button type="button" onClick={() => update({ focus: row })}>
            {T.focus} {one.label}
          </button>
        )}
      </p>
      <Command text={showCommand([one.id])} />
      <Group title={T.claims} rows={one.claims ?? []} />
    </>
  );
}

function OperationView({ row }: { row: number }) {
  const one = data.operations[row]!;
  const facts: [string, string][] = [
    [T.start, one.start],
    [T.end, one.end === "" ? T.ongoing : one.end],
    [T.place, one.place ?? ""],
  ];
  return (
    <>
      <p>{operationName(row)}</p>
      <Facts facts={facts} />
      <p class="links">
        {[...new Set(one.participations.map((participation) => participation.organization))].map((member) => (
          <LinkTo key={member} shown={{ list: "organizations", row: member }} text={organizationLabel(member)} />
        ))}
      </p>
      <Command text={showCommand([one.id])} />
      <Group title={T.claims} rows={[one.claim, ...one.participations.map((participation) => participation.claim)]} />
    </>
  );
}

function SourceView({ row }: { row: number }) {
  return (
    <>
      <Cited cites={[{ source: row }]} />
      <Command text={showCommand([evidence.value!.sources[row]!.id], false)} />
    </>
  );
}

function Facts({ facts }: { facts: [string, string][] }) {
  const known = facts.filter(([, text]) => text !== "");
  return (
    <dl class="facts">
      {known.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Command({ text }: { text: string }) {
  return (
    <p class="command">
      <span>{T.command}:</span> <code>{text}</code> <Copy text={text} title={T.command} />
    </p>
  );
}

function LinkTo({ shown, text }: { shown: Shown; text: string }) {
  return (
    <button type="button" class="plain" onClick={() => show(shown)}>
      {text}
    </button>
  );
}

/** Returns the ids by which the command knows a thing. */
function idsOf({ list, row }: Shown): string[] {
  switch (list) {
    case "partnerships":
      return data.partnerships[row]!.members.map((member) => data.organizations[member]!.id);
    case "organizations":
    case "operations":
      return [data[list][row]!.id];
    default:
      return [];
  }
}

/** Returns the name of a thing. */
function nameOf({ list, row, of }: Shown): string {
  switch (list) {
    case "partnerships":
      return data.partnerships[row] ? partnershipLabel(row) : "";
    case "organizations":
      return organizationLabel(row);
    case "operations":
      return data.operations[row]!.label;
    case "claims":
      return of ? nameOf(of) : T.claims;
    default:
      return T.sources;
  }
}

export function Panel() {
  const { shown } = settledState.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const key = shown === null ? "" : `${shown.list}${shown.row}`;
  useEffect(() => {
    if (key !== "") {
      // Beside the network, the panel is in view.
      heading.current?.focus({ preventScroll: matchMedia("(min-width: 62rem)").matches });
    }
  }, [key]);
  let content: ComponentChildren;
  if (shown === null) {
    content = <p class="hint">{T.noSelection}</p>;
  } else if (evidence.value === null) {
    content = <p role="status">{isUnreadable.value ? T.cannotUnpack : T.unpacking}</p>;
  } else {
    switch (shown.list) {
      case "partnerships":
        content = <PartnershipView row={shown.row} />;
        break;
      case "organizations":
        content = <OrganizationView row={shown.row} />;
        break;
      case "operations":
        content = <OperationView row={shown.row} />;
        break;
      case "claims":
        content = (
          <>
            <Group title={T.claims} rows={[shown.row]} isOpen />
            {shown.of && (
              <>
                <p class="links">
                  <LinkTo shown={shown.of} text={nameOf(shown.of)} />
                </p>
                <Command text={showCommand(idsOf(shown.of))} />
              </>
            )}
          </>
        );
        break;
      default:
        content = evidence.value.sources[shown.row] ? <SourceView row={shown.row} /> : null;
    }
  }
  return (
    <section class={`panel ${shown === null ? "" : "open"}`} aria-labelledby="panel-title">
      <h2 id="panel-title" ref={heading} tabIndex={-1}>
        {shown === null ? T.evidence : nameOf(shown)}
        {shown !== null && (
          <button type="button" class="close" aria-label={T.close} onClick={() => update({ shown: null })}>
            ×
          </button>
        )}
      </h2>
      {content}
    </section>
  );
}
