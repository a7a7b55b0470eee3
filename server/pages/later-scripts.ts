/**
 * Lets a kept page wait with its script files. All of it can be read, and its links and forms work, before
 * they run; on a phone they would take the network and the processor from the first pictures.
 *
 * The files are fetched a moment after the page is loaded, when its pictures are under way. They run at the
 * first sign of the visitor (a pointer, a key, a focus), else after `QUIET_MS`. What the visitor clicks and
 * chooses before React can take that part of the page over is done again when it can, one thing at a time.
 * So no click is lost; but for the rows of products, which have a script of their own (lib/recommendations).
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
 * Runs in browsers. React marks the document when it begins to take the page over, and each element when it
 * takes over that, at once for a discrete event. Two things are missed meanwhile. React stops an event whose
 * part of the page still waits for a file (`dispatchEvent` of react-dom): it never comes to <html>. And a
 * field that was not yet taken over has no change for React, and may have got its first value back.
 * Before something is done again, a `pointerup` makes React take its target over. What is clicked meanwhile
 * waits behind it. What React cannot take over within half a minute, because a file never comes, is given up.
 */
const WAIT = `function(files,quiet){
var page=document,root=page.documentElement,begun=false,missed=[],heard=new WeakSet,early=new WeakMap,
ending=new AbortController(),first={signal:ending.signal},repeating=false,timer,tried=0;
function on(target,names,act,more){
names.split(" ").forEach(function(name){
target.addEventListener(name,act,Object.assign({capture:true,passive:true},more))})}
function add(name,marks){page.head.append(Object.assign(page.createElement(name),marks))}
function isTaken(node){return Object.keys(node).some(function(key){return/^__react/.test(key)})}
function fetchAhead(){
if(!begun)files.forEach(function(file){add("link",{rel:"prefetch",as:"script",href:file})})}
function begin(){
if(begun)return;begun=true;
files.forEach(function(file){add("script",{src:file})});
var watch=setInterval(function(){
if(isTaken(page)){clearInterval(watch);ending.abort();again()}},30)}
function look(event,target){
var isSelect=target.matches("select"),isField=isSelect||target.matches("input"),
counts=event.type===(isField?"change":"click"),
wanted={target:target,value:target.value,checked:target.checked};
if(repeating)return;
if(!isTaken(page)||missed.length){
if(isTaken(page))event.stopImmediatePropagation();
if(counts)miss(wanted);
return}
if(isField&&!isTaken(target)&&event.type===(isSelect?"change":"click"))early.set(target,wanted);
if(counts)setTimeout(function(){
var chosen=early.get(target);
early.delete(target);
if(chosen||!heard.has(event))miss(chosen||wanted)})}
function miss(wanted){
begin();
wanted.target.dataset.missed="";
missed.push(wanted);
if(isTaken(page))again()}
function again(){
clearTimeout(timer);
var field=page.activeElement,at=missed.findIndex(function(wanted){return isHeard(wanted.target)});
if(at>=0){repeat(missed.splice(at,1)[0]);tried=0}
else if(++tried>300)missed=[];
if(missed.length)timer=setTimeout(again,at<0?100:0);
else if(field&&field.matches("input"))field.dispatchEvent(new FocusEvent("focusin",{bubbles:true}))}
function isHeard(target){
var event=new Event("pointerup",{bubbles:true});
target.dispatchEvent(event);
return heard.has(event)||!target.isConnected}
function repeat(wanted){
var target=wanted.target,change=new Event("change",{bubbles:true});
repeating=true;
if(target.matches("select")){target.value=wanted.value;target.dispatchEvent(change)}
else{if(target.matches("input"))target.checked=!wanted.checked;target.click()}
repeating=false}
function mark(){try{return localStorage.getItem("jangteo.visitor")}catch(forbidden){return null}}
var drawnFor=mark();
on(window,"pageshow storage",function(){
if(mark()===drawnFor)return;
Object.keys(sessionStorage).forEach(function(key){
if(key.startsWith("jangteo."))sessionStorage.removeItem(key)});
location.reload()},first);
on(window,"pointerdown pointermove touchstart wheel keydown focusin",begin,first);
on(page,"click change",function(event){
var target=event.target.closest(
"select,[type=radio],[type=checkbox],button:not([popovertarget],product-row *)");
if(target&&(target.type!=="submit"||!target.form))look(event,target)});
on(root,"click change pointerup",function(event){heard.add(event)});
on(window,"load",function(){setTimeout(fetchAhead,quiet/4);setTimeout(begin,quiet)})
}`.replaceAll("\n", "");
