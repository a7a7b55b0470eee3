/** Reads PromQL and LogQL as Prometheus and Loki do: errors, the metrics that a query reads, its matchers. */
import { parser as logQlParser } from "@grafana/lezer-logql";
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser as promQlParser } from "@prometheus-io/lezer-promql";

export interface LabelMatch {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** What a query selects: a metric, or the streams of a log (`metric` is undefined then). */
export interface Selection {
  readonly metric: string | undefined;
  readonly matches: readonly LabelMatch[];
}

export interface ParsedQuery {
  /** The places that are not understood. */
  readonly errors: readonly string[];
  readonly selections: readonly Selection[];
}

/** Grafana puts values in their place before a query is sent. */
const withoutVariables = (query: string): string => query.replace(/\$__\w+/g, "5m").replace(/\$\w+/g, "x");

export function parsePromQl(written: string): ParsedQuery {
  const query = withoutVariables(written);
  const tree = promQlParser.parse(query);
  const selections = nodes(tree, "VectorSelector").flatMap((node) => {
    const matches = nodes(tree, "UnquotedLabelMatcher", node).map((matcher) => matchOf(query, matcher));
    const name = node.getChild("Identifier");
    if (name) return [{ metric: query.slice(name.from, name.to), matches }];
    const byName = matches.find(({ label }) => label === "__name__");
    return (byName?.value.split("|") ?? []).map((metric) => ({
      metric,
      matches: matches.filter(({ label }) => label !== "__name__"),
    }));
  });
  return { errors: errorsIn(tree, query), selections };
}

export function parseLogQl(written: string): ParsedQuery {
  const query = withoutVariables(written);
  const tree = logQlParser.parse(query) as Tree;
  const selections = nodes(tree, "Selector").map((node) => ({
    metric: undefined,
    matches: nodes(tree, "Matcher", node).map((matcher) => matchOf(query, matcher)),
  }));
  return { errors: errorsIn(tree, query), selections };
}

function matchOf(query: string, node: SyntaxNode): LabelMatch {
  const text = query.slice(node.from, node.to);
  const [, label = "", operator = "", value = ""] = /^(\w+)\s*(=~|!~|!=|=)\s*"(.*)"$/s.exec(text) ?? [];
  return { label, operator, value };
}

function nodes(tree: Tree, name: string, within?: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const { from, to } = within ?? { from: 0, to: tree.length };
  tree.iterate({
    from,
    to,
    enter: (node) => {
      if (node.name === name && node.from >= from && node.to <= to) found.push(node.node);
    },
  });
  return found;
}

function errorsIn(tree: Tree, query: string): string[] {
  const found: string[] = [];
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) found.push(`not understood at "${query.slice(node.from, node.from + 20)}"`);
    },
  });
  return found;
}
