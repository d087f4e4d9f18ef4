var g=document.querySelector("form.editor");g?.querySelector("[data-upload]")&&S(g);for(let a of document.querySelectorAll("[data-copy]"))a.addEventListener("focus",()=>a.select());function S(a){let n=a.querySelector("#f-body"),c=a.querySelector("[data-picture-status]"),s=a.querySelector("[data-upload]"),l=e=>a.querySelector(`#f-${e}`);s.textContent=s.dataset.upload??"",a.addEventListener("click",e=>{let t=e.target.closest("button");t?.name==="place"?(e.preventDefault(),d((t.dataset.line??"").replace(/align="[^"]*"/,`align="${l("align").value}"`))):t===s&&(e.preventDefault(),y())}),n.addEventListener("paste",e=>{let t=e.clipboardData?.getData("text/plain").replaceAll(`\r
`,`
`)??"";!/\S\n\S/.test(t)||/\n\s*\n/.test(t)||(e.preventDefault(),u(t.split(`
`).map(m).join(`

`).replace(/(^- .*)\n\n(?=- )/gm,`$1
`)))});function m(e){let t=e.trim().replace(/[*_]/g,"\\$&");return/^[•·▪◦‣o]\s/.test(t)?`- ${t.slice(1).trim()}`:t.replace(/^(\d+)\. /,"$1\\. ").replace(/^([-+#>])\s/,"\\$1 ")}async function y(){let e=new FormData;for(let o of["alt","caption","credit","align"])e.set(o,l(o).value);let t=l("file").files?.[0];t&&e.set("file",t),s.disabled=!0,i(c.dataset.uploading);try{let r=await fetch("/admin/images",{method:"POST",body:e,headers:{Accept:"application/json"}}),{image:f,error:p}=await r.json();f?b(f.figure):i(Object.values(p.fields??{}).join(" ")||p.message)}catch{i(c.dataset.offline)}finally{s.disabled=!1}}function b(e){d(e);for(let t of["file","alt","caption","credit"])l(t).value=""}function d(e){let t=n.value.slice(0,n.selectionEnd).trimEnd(),o=n.value.slice(n.selectionEnd).trimStart(),r=`${t?`

`:""}${e}

`;n.focus(),n.setSelectionRange(t.length,n.value.length-o.length),u(r),i(c.dataset.inserted)}function u(e){document.execCommand("insertText",!1,e)||n.setRangeText(e,n.selectionStart,n.selectionEnd,"end"),n.dispatchEvent(new Event("change",{bubbles:!0}))}function i(e){c.textContent=e??""}}
