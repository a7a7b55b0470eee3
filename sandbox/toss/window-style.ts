/** The style sheet of the sandbox's pages. It is inline, because a payment page loads nothing else. */
export const WINDOW_STYLE = `
:root{--ink:#191f28;--soft:#4e5968;--faint:#8b95a1;--line:#e5e8eb;--ground:#f2f4f6;--blue:#1b64da;
  --blue-deep:#1550b0;--wash:#eaf2ff;--warn:#fff3d6;--warn-ink:#7a4d00}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;background:var(--ground);color:var(--ink);
  font:16px/1.5 Pretendard,"Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR","Noto Sans CJK KR",
    system-ui,sans-serif;word-break:keep-all;overflow-wrap:anywhere}
main{display:flex;flex-direction:column;max-width:480px;min-height:100vh;min-height:100dvh;margin:0 auto;
  background:#fff}
.banner{display:flex;gap:8px;align-items:center;justify-content:center;margin:0;padding:10px 16px;
  background:var(--warn);color:var(--warn-ink);font-size:14px;font-weight:600}
.banner svg{flex:none}
header{display:flex;align-items:center;gap:10px;padding:20px 24px 0}
header .mark{display:grid;place-items:center;width:32px;height:32px;border-radius:10px;
  background:var(--blue);color:#fff}
header h1{margin:0;font-size:17px;letter-spacing:-.01em}
.sum{padding:24px 24px 20px}
.sum p{margin:0;color:var(--soft);font-size:14px}
.sum strong{display:block;margin-top:2px;font-size:34px;line-height:1.25;font-weight:700;
  letter-spacing:-.02em;font-variant-numeric:tabular-nums}
dl{margin:0 24px;padding:16px 0;border:solid var(--line);border-width:1px 0;display:grid;
  grid-template-columns:auto 1fr;gap:8px 20px;font-size:15px}
dt{color:var(--soft)}
dd{margin:0;text-align:right;font-weight:500}
dd.id{font-size:13px;font-weight:400;color:var(--soft);align-self:center;font-variant-numeric:tabular-nums}
form{display:flex;flex-direction:column;flex:1}
fieldset{border:0;margin:20px 0 0;padding:0 24px;min-width:0}
legend{padding:0;margin-bottom:10px;font-size:15px;font-weight:700}
.methods{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:8px}
.methods label{position:relative;display:flex;flex-direction:column;align-items:center;gap:2px;
  padding:14px 4px 12px;border:1px solid var(--line);border-radius:14px;text-align:center;cursor:pointer;
  font-size:15px;font-weight:600;line-height:1.3;transition:background .12s,border-color .12s}
.methods small{color:var(--soft);font-size:12px;font-weight:400}
.methods svg{margin-bottom:4px;color:var(--soft)}
.methods label:hover{background:#f9fafb}
.methods label:has(:checked){border-color:var(--blue);background:var(--wash);
  box-shadow:inset 0 0 0 1px var(--blue);color:var(--blue-deep)}
.methods label:has(:checked) svg,.methods label:has(:checked) small{color:var(--blue-deep)}
.methods input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
label:has(:focus-visible),button:focus-visible,summary:focus-visible{outline:3px solid #6ea8ff;
  outline-offset:2px}
details{margin:20px 24px 0;border-radius:14px;background:var(--ground)}
summary{display:flex;justify-content:space-between;align-items:center;min-height:48px;padding:0 16px;
  border-radius:14px;cursor:pointer;font-size:15px;font-weight:600;list-style:none}
summary::-webkit-details-marker{display:none}
summary svg{color:var(--soft);transition:transform .15s}
details[open] summary svg{transform:rotate(180deg)}
details p{margin:0;padding:0 16px 4px;color:var(--soft);font-size:13px}
details fieldset{margin:10px 0 0;padding:0 8px}
details fieldset:last-child{padding-bottom:10px}
details label span{grid-column:2}
details input{grid-row:1/3}
details legend{margin:0;padding:0 8px 2px;color:var(--soft);font-size:12px;font-weight:600}
details label{display:grid;grid-template-columns:20px 1fr;gap:0 10px;align-items:center;min-height:44px;
  padding:6px 8px;border-radius:10px;cursor:pointer;font-size:14px}
details label:hover,details label:has(:checked){background:#fff}
details input{width:18px;height:18px;margin:0;accent-color:var(--blue)}
details code{grid-column:2;color:var(--soft);font:12px/1.3 ui-monospace,Menlo,Consolas,monospace}
.actions{display:grid;grid-template-columns:1fr 1fr;gap:8px;margin-top:auto;
  padding:20px 24px max(20px,env(safe-area-inset-bottom))}
button{min-height:52px;border:0;border-radius:14px;background:var(--ground);color:var(--soft);
  font:600 16px/1 inherit;font-family:inherit;cursor:pointer;transition:background .12s}
button:hover{background:var(--line)}
button.primary{grid-column:1/-1;min-height:56px;background:var(--blue);color:#fff;font-size:17px;
  font-weight:700}
button.primary:hover{background:var(--blue-deep)}
.note{grid-column:1/-1;text-wrap:balance;margin:6px 0 0;color:var(--soft);font-size:12.5px;text-align:center}
.foot{margin:0;padding:16px 24px 32px}
.failed{padding:56px 24px;text-align:center}
.failed h1{margin:16px 0 8px;font-size:22px}
.failed p{margin:0;color:var(--soft)}
.failed code{display:inline-block;margin-top:20px;padding:6px 12px;border-radius:8px;
  background:var(--ground);color:var(--soft);font-size:13px}
@media (min-height:700px){
.actions{position:sticky;bottom:0;background:linear-gradient(#fff0,#fff 20px)}
}
@media (min-width:560px){
body{display:grid;place-items:center;padding:32px 16px}
main{width:100%;min-height:0;border-radius:24px;overflow:clip;
  box-shadow:0 1px 2px #0f172a14,0 16px 48px #0f172a1f}
.actions{padding-top:28px}
}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;
