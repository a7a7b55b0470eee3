/**
 * Lets a kept page wait with its script files. All of it can be read, and its links and forms work, before
 * they run; on a phone they would take the network and the processor from the first pictures.
 *
 * The files are fetched a moment after the page is loaded, when its pictures are under way. They run at the
 * first sign of the visitor (a pointer, a key, a focus), else after `QUIET_MS`. What the visitor clicks and
 * chooses before React can take that part of the page over is done again when it can, one thing at a time, so
 * that no click is lost; but for the rows of products, which have a script of their own (lib/recommendations).
 * What was clicked then has the mark `data-missed`.
 * Until then this also does what web/components/session/visitor-guard.tsx does later: it loads the page again
 * when another visitor has signed in or out.
 */

/** For a visitor who only looks: the scripts then also read the cart's number again. */
const QUIET_MS = 4_000;

/** Takes the files with the nonce out of the page; in place of the first stands the script that runs them. */
export function withLaterScripts(html: string, nonce: string): string {
  const files = new Set<string>();
  const place = `<script nonce="${nonce}">later</script>`;
  const without = html.replaceAll(
    /<script src="(\/_next\/static\/[\w./~-]+)"([^>]*)><\/script>/g,
    (script, file: string, marks: string) => {
      const waits = marks.includes(` nonce="${nonce}"`) && marks.includes(' async=""');
      if (!waits) return script;
      files.add(file);
      return files.size === 1 ? place : "";
    },
  );
  if (files.size === 0) return html;
  const inPlace = `<script nonce="${nonce}">(${WAIT})(${JSON.stringify([...files])},${QUIET_MS})</script>`;
  return without
    .replaceAll(/<link rel="preload" as="script"[^>]* href="([^"]*)"[^>]*>/g, (link, file: string) =>
      files.has(file) ? "" : link,
    )
    .replace(place, () => inPlace);
}

/**
 * Runs in browsers. React marks the document when it begins to take the page over, and takes over at once what
 * a discrete event is for. It stops an event whose part of the page still waits for a file (`dispatchEvent`
 * of react-dom): such an event never comes to <html>, which is how a click is known as missed from then on.
 * A field must be taken over before it is chosen again, because React would else see no change; and it may have
 * got its first value back by then. So a `pointerup` goes ahead of all that is done again.
 */
const WAIT = `function(files,quiet){
var page=document,root=page.documentElement,begun=false,missed=[],heard=new WeakSet,
ending=new AbortController(),timer,pause=30;
function on(target,names,act,more){
names.split(" ").forEach(function(name){
target.addEventListener(name,act,Object.assign({capture:true,passive:true},more))})}
function add(name,marks){page.head.append(Object.assign(page.createElement(name),marks))}
function isTaken(){return Object.keys(page).some(function(key){return/^__react/.test(key)})}
function fetchAhead(){
if(!begun)files.forEach(function(file){add("link",{rel:"prefetch",as:"script",href:file})})}
function begin(){
if(begun)return;begun=true;
files.forEach(function(file){add("script",{src:file})});
var watch=setInterval(function(){
if(isTaken()){clearInterval(watch);ending.abort();again()}},30)}
function look(event,target){
if(!target||!event.isTrusted)return;
if(isTaken())setTimeout(function(){if(!heard.has(event))miss(target)});
else miss(target)}
function miss(target){
begin();
target.dataset.missed="";
missed.push({target:target,value:target.value,checked:target.checked});
if(isTaken())again()}
function again(){
clearTimeout(timer);
var field=page.activeElement;
if(missed.length){
if(!isHeard(missed[0].target))pause=Math.min(pause*1.5,1000);
else{repeat(missed.shift());pause=30}
timer=setTimeout(again,pause)
}else if(field&&field.matches("input"))field.dispatchEvent(new FocusEvent("focusin",{bubbles:true}))}
function isHeard(target){
var event=new Event("pointerup",{bubbles:true});
target.dispatchEvent(event);
return heard.has(event)||!target.isConnected}
function repeat(wanted){
var target=wanted.target,change=new Event("change",{bubbles:true});
if(target.matches("select")){target.value=wanted.value;target.dispatchEvent(change)}
else{if(target.matches("input"))target.checked=!wanted.checked;target.click()}}
function mark(){try{return localStorage.getItem("jangteo.visitor")}catch(forbidden){return null}}
var drawnFor=mark(),early={signal:ending.signal};
on(window,"pageshow storage",function(){
if(mark()===drawnFor)return;
Object.keys(sessionStorage).forEach(function(key){
if(key.startsWith("jangteo."))sessionStorage.removeItem(key)});
location.reload()},early);
on(window,"pointerdown pointermove touchstart wheel keydown focusin",begin,early);
on(page,"click",function(event){
var button=event.target.closest("button:not([popovertarget],product-row *)");
look(event,button&&button.type==="submit"&&button.form?null:button)});
on(page,"change",function(event){
look(event,event.target.matches("select,[type=radio],[type=checkbox]")&&event.target)});
on(root,"click change pointerup",function(event){heard.add(event)});
on(window,"load",function(){setTimeout(fetchAhead,quiet/4);setTimeout(begin,quiet)})
}`.replaceAll("\n", "");
