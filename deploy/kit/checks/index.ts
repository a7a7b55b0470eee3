/** All checks, in the order of the table. */
import type { Check } from "../check.ts";
import { ansible } from "./ansible.ts";
import { ansibleTwice } from "./ansible-twice.ts";
import { capacity } from "./capacity.ts";
import { charts } from "./charts.ts";
import { connections } from "./connections.ts";
import { dockerfiles } from "./dockerfiles.ts";
import { flux } from "./flux.ts";
import { gateway } from "./gateway.ts";
import { images } from "./images.ts";
import { monitoringAlertmanager } from "./monitoring-alertmanager.ts";
import { monitoringLive } from "./monitoring-live.ts";
import { monitoringQueries } from "./monitoring-queries.ts";
import { monitoringRules } from "./monitoring-rules.ts";
import { nginx } from "./nginx.ts";
import { policies } from "./policies.ts";
import { references } from "./references.ts";
import { render } from "./render.ts";
import { retired } from "./retired.ts";
import { schemas } from "./schemas.ts";
import { secrets } from "./secrets.ts";
import { terraform } from "./terraform.ts";
import { workflows } from "./workflows.ts";

export const checks: readonly Check[] = [
  render,
  schemas,
  references,
  flux,
  charts,
  policies,
  capacity,
  connections,
  images,
  secrets,
  retired,
  workflows,
  dockerfiles,
  terraform,
  ansible,
  ansibleTwice,
  nginx,
  gateway,
  monitoringRules,
  monitoringQueries,
  monitoringAlertmanager,
  monitoringLive,
];
