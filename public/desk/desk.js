var m=document.querySelector("form.editor");m?.querySelector("[data-upload]")&&S(m);for(let a of document.querySelectorAll("[data-copy]"))a.addEventListener("focus",()=>a.select());function S(a){let n=a.querySelector("#f-body"),i=a.querySelector("[data-picture-status]"),s=a.querySelector("[data-upload]"),o=e=>a.querySelector(`#f-${e}`),r=document.querySelector("[role=alert]")!==null;s.textContent=s.dataset.upload??"",a.addEventListener("input",()=>{r=!0}),a.addEventListener("submit",e=>{e.submitter?.getAttribute("formtarget")!=="_blank"&&(r=!1)}),addEventListener("beforeunload",e=>{r&&e.preventDefault()}),a.addEventListener("click",e=>{let t=e.target.closest("button");t?.name==="place"?(e.preventDefault(),u((t.dataset.line??"").replace(/align="[^"]*"/,`align="${o("align").value}"`))):t===s&&(e.preventDefault(),b())}),n.addEventListener("paste",e=>{let t=e.clipboardData?.getData("text/plain").replaceAll(`\r
`,`
`)??"";!/\S\n\S/.test(t)||/\n\s*\n/.test(t)||(e.preventDefault(),f(t.split(`
`).map(y).join(`

`).replace(/(^- .*)\n\n(?=- )/gm,`$1
`)))});function y(e){let t=e.trim().replace(/[*_]/g,"\\$&");return/^[•·▪◦‣o]\s/.test(t)?`- ${t.slice(1).trim()}`:t.replace(/^(\d+)\. /,"$1\\. ").replace(/^([-+#>])\s/,"\\$1 ")}async function b(){let e=new FormData;for(let l of["alt","caption","credit","align"])e.set(l,o(l).value);let t=o("file").files?.[0];t&&e.set("file",t),s.disabled=!0,c(i.dataset.uploading);try{let d=await fetch("/admin/images",{method:"POST",body:e,headers:{Accept:"application/json"}}),{image:p,error:g}=await d.json();p?v(p.figure):c(Object.values(g.fields??{}).join(" ")||g.message)}catch{c(i.dataset.offline)}finally{s.disabled=!1}}function v(e){u(e);for(let t of["file","alt","caption","credit"])o(t).value=""}function u(e){let t=n.value.slice(0,n.selectionEnd).trimEnd(),l=n.value.slice(n.selectionEnd).trimStart(),d=`${t?`

`:""}${e}

`;n.focus(),n.setSelectionRange(t.length,n.value.length-l.length),f(d),c(i.dataset.inserted)}function f(e){document.execCommand("insertText",!1,e)||n.setRangeText(e,n.selectionStart,n.selectionEnd,"end"),r=!0}function c(e){i.textContent=e??""}}
