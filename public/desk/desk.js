for(let e of document.querySelectorAll("[data-copy]"))e.addEventListener("focus",()=>e.select());
