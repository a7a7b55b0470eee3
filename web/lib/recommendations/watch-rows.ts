/**
 * A script in the head of every page, as text. It makes `<product-row>` an element that loads rows.js when it
 * comes near the screen, and reports the product of a page as seen, and a search. It is no part of the pages'
 * script files, which have no room for it; it must work in every browser that the shop serves, and throw
 * nothing.
 */
const RECENT = "jangteo.recent";

/** How near the screen a row is filled, or goes: nothing that is seen may move. */
const MARGIN = "800px";
const MOST_RECENT = 10;

export const watchRows =
  "if(!customElements.get('product-row'))customElements.define('product-row',class extends HTMLElement{" +
  "connectedCallback(){var e=this,d=e.dataset,p=d.product,q=d.placement==='search';if(d.seen)return;" +
  "d.seen='1';if(q||p&&d.kind!=='together')setTimeout(function(){try{if(p){" +
  `var s=sessionStorage,r=(s.getItem("${RECENT}")||"").split(",").filter(function(i){return i&&i!==p});` +
  `s.setItem("${RECENT}",[p].concat(r).slice(0,${MOST_RECENT}).join())}` +
  "navigator.sendBeacon('/api/v1/events',new Blob([JSON.stringify({events:[{id:crypto.randomUUID()," +
  "type:q?'search':'view',at:new Date().toISOString(),productId:p}]})]," +
  "{type:'application/json'}))}catch(x){}},1e3);" +
  "new IntersectionObserver(function(s,o){if(s.some(function(x){return x.isIntersecting})){o.disconnect();" +
  "import('/rows.js').then(function(m){return m.fill(e)}).catch(function(){e.hidden=true})}}," +
  `{rootMargin:"${MARGIN}"}).observe(e)}})`;
