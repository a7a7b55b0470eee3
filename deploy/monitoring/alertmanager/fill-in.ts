/** Puts values in the place of the variables of alertmanager.yaml, for a machine without a cluster. */

export interface AlertmanagerValues {
  /** Pattern of the files with our texts. */
  readonly templates: string;
  readonly webhookUrl?: string;
  readonly deadMansSwitchUrl?: string;
  /** `host:port` of a mail server without TLS and without a password. */
  readonly smtpHost?: string;
}

const NOWHERE = "http://127.0.0.1:9/";

/** Throws an Error for a variable that it does not know. */
export function fillIn(text: string, given: AlertmanagerValues): string {
  const values: Readonly<Record<string, string>> = {
    ALERT_MAIL_FROM: "alerts@jangteo.test",
    ALERT_MAIL_TO: "staff@jangteo.test",
    ALERT_SMTP_HOST: given.smtpHost ?? "127.0.0.1:9",
    ALERT_SMTP_USER: '""',
    ALERT_SMTP_PASSWORD: '""',
    ALERT_WEBHOOK_URL: given.webhookUrl ?? NOWHERE,
    ALERT_DEAD_MANS_SWITCH_URL: given.deadMansSwitchUrl ?? NOWHERE,
  };
  return text
    .replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined)
        throw new Error(`alertmanager.yaml has a variable ${name} that no one fills in`);
      return value;
    })
    .replace("/etc/alertmanager/config/*.tmpl", given.templates)
    .replace("smtp_require_tls: true", "smtp_require_tls: false");
}
