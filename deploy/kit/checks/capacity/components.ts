/** The pods that each chart makes: where in its values their resources stand. Read from the charts. */

export interface ChartComponent {
  /** The path whose `resources` they are. Empty: the top of the values. */
  readonly path: string;
  /** On one node. */
  readonly copies?: number;
}

export const COMPONENTS_OF_CHARTS: Readonly<Record<string, readonly ChartComponent[]>> = {
  "cert-manager": [{ path: "" }, { path: "webhook" }, { path: "cainjector" }, { path: "startupapicheck" }],
  "nginx-ingress": [{ path: "controller" }],
  "cloudnative-pg": [{ path: "" }],
  "plugin-barman-cloud": [{ path: "" }],
  "local-path-provisioner": [{ path: "" }],
  "external-secrets": [{ path: "" }, { path: "webhook" }, { path: "certController" }],
  "kube-prometheus-stack": [
    { path: "prometheus.prometheusSpec" },
    { path: "alertmanager.alertmanagerSpec" },
    { path: "prometheusOperator" },
    { path: "grafana" },
    { path: "kube-state-metrics" },
    { path: "prometheus-node-exporter" },
  ],
  loki: [{ path: "singleBinary" }],
  alloy: [{ path: "alloy" }],
};
