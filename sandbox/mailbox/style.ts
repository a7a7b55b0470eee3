import { WINDOW_STYLE } from "../toss/window-style.ts";

/** The window's style with rules for lists and wide mails. */
export const mailboxStyle = `${WINDOW_STYLE}
main{max-width:760px}
body{place-items:start center}
a{color:var(--blue)}
a:focus-visible,input:focus-visible{outline:3px solid #6ea8ff;outline-offset:2px;border-radius:6px}
form.search{flex:none;flex-direction:row;gap:8px;padding:16px 24px}
form.search input{flex:1;min-width:0;min-height:44px;padding:0 14px;border:1px solid var(--faint);
  border-radius:12px;font:inherit}
form.search button{min-height:44px;padding:0 18px;font-size:15px}
.mails{list-style:none;margin:0;padding:0 0 24px}
.mails a{display:grid;grid-template-columns:1fr auto;gap:2px 16px;padding:14px 24px;
  border-top:1px solid var(--line);color:inherit;text-decoration:none}
.mails a:hover{background:#f9fafb}
.mails b{font-weight:600}
.mails span,.mails time{color:var(--soft);font-size:14px}
.mails time{font-variant-numeric:tabular-nums;white-space:nowrap}
.none{padding:48px 24px;color:var(--soft);text-align:center}
.back{padding:20px 24px 0;font-size:15px}
main>h1{margin:8px 24px 20px;font-size:22px;line-height:1.35;letter-spacing:-.01em}
h2{margin:24px 24px 10px;font-size:15px}
dl.head{grid-template-columns:auto 1fr}
dl.head dd{text-align:left;font-weight:400}
iframe{display:block;width:calc(100% - 48px);height:620px;margin:0 24px;border:1px solid var(--line);
  border-radius:12px;background:#fff}
pre{margin:0 24px 32px;padding:16px;border-radius:12px;background:var(--ground);
  font:14px/1.6 ui-monospace,Menlo,Consolas,"Noto Sans Mono CJK KR",monospace;white-space:pre-wrap;
  overflow-wrap:anywhere}
`;
