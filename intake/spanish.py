"""The portal's sentences in Spanish, by the English one."""

from intake.spanish_entering import ENTERING

MONTHS_IN_SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip

SPANISH = {
    **ENTERING,
    # On every page
    "Skip to the content": "Ir al contenido",
    "Questions? Call {firm}:": "¿Preguntas? Llame a {firm}:",
    "Your list": "Su lista",
    "Back to your list": "Volver a su lista",
    "(optional)": "(opcional)",
    "Save and continue": "Guardar y continuar",
    "How far you are": "Cuánto lleva hecho",
    "{done} of {total}": "{done} de {total}",
    "+ 1 if you have it": "+ 1 si lo tiene",
    "+ {count} if you have them": "+ {count} si los tiene",
    "saved just now": "guardado ahora mismo",
    "No connection right now. What you typed is still here; it is kept as soon as you are back.": (
        "No hay conexión en este momento. Lo que escribió sigue aquí; se guardará en cuanto vuelva"
        " la conexión."
    ),
    "This is not saved yet. It is tried again by itself; leave this page open.": (
        "Esto todavía no está guardado. Se volverá a intentar solo; deje abierta esta página."
    ),
    "This link no longer opens your list, so what you typed last is not saved. Copy it before you"
    " leave this page, and call us.": (
        "Este enlace ya no abre su lista, así que lo último que escribió no se guardó. Cópielo"
        " antes de salir de esta página y llámenos."
    ),
    "Another page said: “{answer}”": "Otra página decía: «{answer}»",
    "We cannot reach your list right now": "No podemos abrir su lista en este momento",
    "What you gave before is safe. Reload this page in a minute.": (
        "Lo que envió antes está a salvo. Vuelva a cargar esta página en un minuto."
    ),
    "What you gave before is safe. What you just sent is not saved yet; it is kept on this page. Wait"
    " a minute, then press Try again.": (
        "Lo que envió antes está a salvo. Lo que acaba de enviar todavía no está guardado; sigue en"
        " esta página. Espere un minuto y después presione Intentar otra vez."
    ),
    "What you gave before is safe. The file you just sent did not arrive. Go back in a minute and"
    " send it again.": (
        "Lo que envió antes está a salvo. El archivo que acaba de enviar no llegó. Vuelva atrás en un"
        " minuto y envíelo otra vez."
    ),
    "This page is out of date. Reload it, then go on.": (
        "Esta página ya no está actualizada. Vuelva a cargarla y siga."
    ),
    "That did not work. Wait a moment and try again; what you gave before is kept.": (
        "Eso no funcionó. Espere un momento e inténtelo otra vez; lo que ya envió está guardado."
    ),
    # The list
    "Hello {name}. Here is what we need.": "Hola, {name}. Esto es lo que necesitamos.",
    "For: {name}": "Para: {name}",
    "Here is what we need.": "Esto es lo que necesitamos.",
    "{firm} has your list. You can still add things here.": (
        "{firm} ya tiene su lista. Todavía puede agregar cosas aquí."
    ),
    "Sent on {day}.": "Enviado el {day}.",
    "{firm} has looked at everything. It is all there.": "{firm} revisó todo. No falta nada.",
    "{firm} asks for 1 more thing:": "{firm} pide 1 cosa más:",
    "{firm} asks for {count} more things:": "{firm} pide {count} cosas más:",
    "One document is needed again. The reason is beside it.": (
        "Necesitamos de nuevo un documento. El motivo está junto a él."
    ),
    "{count} documents are needed again. The reason is beside each.": (
        "Necesitamos de nuevo {count} documentos. El motivo está junto a cada uno."
    ),
    "Begin": "Comenzar",
    "Go on": "Seguir",
    "Look it over and send": "Revisar y enviar",
    "Nothing is asked yet": "Todavía no pedimos nada",
    "When {firm} asks you for something, it is listed here.": (
        "Cuando {firm} le pida algo, aparecerá aquí."
    ),
    "Send to {firm}": "Enviar a {firm}",
    "1 thing is still open": "Falta 1 cosa",
    "{count} things are still open": "Faltan {count} cosas",
    "{done} of {total} answered": "{done} de {total} contestadas",
    "Questions about you": "Preguntas sobre usted",
    "Questions about who you are": "Preguntas sobre su identidad",
    "Questions about your family": "Preguntas sobre su familia",
    "Questions about the children": "Preguntas sobre los niños",
    "Questions about your work": "Preguntas sobre su trabajo",
    "Questions about your money": "Preguntas sobre su dinero",
    "Questions about what you own": "Preguntas sobre lo que usted posee",
    "Questions about your health": "Preguntas sobre su salud",
    "Questions about insurance": "Preguntas sobre los seguros",
    "Questions about your case": "Preguntas sobre su caso",
    "Questions about the business": "Preguntas sobre el negocio",
    "Questions about your immigration": "Preguntas sobre su inmigración",
    "Other questions": "Otras preguntas",
    "Answer": "Contestar",
    "Add": "Agregar",
    "Add it": "Agregar",
    "If you have it": "Si lo tiene",
    "1 file": "1 archivo",
    "{count} files": "{count} archivos",
    "We need this again.": "Necesitamos esto de nuevo.",
    "Coming by {day}": "Lo tendrá a más tardar el {day}",
    "You said this does not apply to you": "Usted dijo que esto no se aplica a su caso",
    "You said someone else has it": "Usted dijo que otra persona lo tiene",
    "You said you will have it later": "Usted dijo que lo tendrá más adelante",
    "You asked for help": "Usted pidió ayuda",
    "Done:": "Hecho:",
    "Needed again:": "Lo necesitamos de nuevo:",
    "You told us:": "Usted nos dijo:",
    "Open:": "Falta:",
    # Questions
    "The rest is kept. Look again at:": "Lo demás está guardado. Mire otra vez:",
    "{firm} has approved your answers. To change one, call us.": (
        "{firm} aprobó sus respuestas. Para cambiar una, llámenos."
    ),
    "Each answer is kept as you give it. You can stop at any time.": (
        "Cada respuesta se guarda al escribirla. Puede parar en cualquier momento."
    ),
    "Yes": "Sí",
    "No": "No",
    "Saved": "Guardado",
    "I can’t answer this": "No puedo contestar esto",
    "Street and number": "Calle y número",
    "Apartment or unit": "Apartamento o unidad",
    "City": "Ciudad",
    "State": "Estado",
    "ZIP code": "Código postal",
    "Full name": "Nombre completo",
    "How you know them (sister, neighbor)": "Relación con usted (hermana, vecino)",
    "Phone": "Teléfono",
    "Email": "Correo electrónico",
    "These answers were approved. Call us to change them.": (
        "Estas respuestas ya se aprobaron. Llámenos para cambiarlas."
    ),
    "This is longer than we can keep here. Shorten it, or send it as a file.": (
        "Es demasiado largo para este espacio. Acórtelo o envíelo como archivo."
    ),
    "Write the date as month, day and year, like 11/03/2026.": (
        "Escriba la fecha como mes, día y año; por ejemplo, 11/03/2026 es el 3 de noviembre de 2026."
    ),
    "Look at the year again: it is too long ago.": "Mire otra vez el año: es demasiado antiguo.",
    "This day is still to come. Look at the year again.": (
        "Ese día todavía no ha llegado. Mire otra vez el año."
    ),
    "This day has passed already. Look at the year again.": (
        "Ese día ya pasó. Mire otra vez el año."
    ),
    "“{option}” does not go with the others. Choose it alone, or leave it out.": (
        "“{option}” no va junto con las demás. Elija solo esa, o quítela."
    ),
    "Not whole yet: {what} is missing.": "Todavía no está completo: falta {what}.",
    "Not whole yet: {what} are missing.": "Todavía no está completo: faltan {what}.",
    "{first} and {last}": "{first} y {last}",
    "the name": "el nombre",
    "the street": "la calle",
    "the city": "la ciudad",
    "the state or ZIP code": "el estado o el código postal",
    "Look at the phone number again: digits seem to be missing.": (
        "Mire otra vez el número de teléfono: parece que le faltan números."
    ),
    "Look at the email again: it seems unfinished.": (
        "Mire otra vez el correo electrónico: parece incompleto."
    ),
    "Write the amount in numbers, like 1,250 or 1250.50.": (
        "Escriba la cantidad en números, como 1,250 o 1250.50."
    ),
    "Choose one of these.": "Elija una de estas opciones.",
    "Write the whole phone number, with its area code.": (
        "Escriba el número de teléfono completo, con el código de área."
    ),
    # A document
    "If you have it. You can go on without it.": "Si lo tiene. Puede seguir sin él.",
    "Needed again: {name}": "Lo necesitamos de nuevo: {name}",
    "Undo this": "Deshacer",
    "{firm} goes on without it.": "{firm} sigue adelante sin esto.",
    "What you sent": "Lo que envió",
    "Checked": "Revisado",
    "Take back": "Quitar",
    "Take a photo": "Tomar una foto",
    "Choose files": "Elegir archivos",
    "Add another file": "Agregar otro archivo",
    "Send another": "Enviar otro",
    "Or drop files here.": "O suelte archivos aquí.",
    "Photos, PDF, Word, Excel or plain text, up to 100 MB each. As many as you need.": (
        "Fotos, PDF, Word, Excel o texto simple, hasta 100 MB cada uno. Todos los que necesite."
    ),
    "Send": "Enviar",
    "Choose a file first, then press Send.": "Primero elija un archivo y después presione Enviar.",
    "Type it here instead": "Escribirlo aquí",
    "One line for each. We keep it as a file with the others.": (
        "Una línea para cada cosa. Lo guardamos como un archivo, junto con los demás."
    ),
    "Send this list": "Enviar esta lista",
    "Write something first, then press Send this list.": (
        "Primero escriba algo y después presione Enviar esta lista."
    ),
    "Waiting": "En espera",
    "Sending": "Enviando",
    "Checking": "Revisando",
    "No connection. It goes on by itself.": "Sin conexión. Seguirá por sí solo.",
    "This did not arrive.": "Esto no llegó.",
    "We cannot take it just now. It goes on by itself.": (
        "No podemos recibirlo en este momento. Seguirá por sí solo."
    ),
    "This file was changed or moved while it was being sent. Choose it again.": (
        "Este archivo cambió o se movió mientras se enviaba. Elíjalo otra vez."
    ),
    "{name} has arrived up to {percent} %. If it stopped, choose it again: it goes on from there.": (
        "{name} ha llegado hasta el {percent} %. Si se detuvo, elíjalo otra vez: seguirá desde ahí."
    ),
    "Try again": "Intentar otra vez",
    "Remove": "Quitar",
    "Next: {title}": "Siguiente: {title}",
    # "I don't have this"
    "I don’t have this": "No tengo esto",
    "About this document": "Sobre este documento",
    "About this question": "Sobre esta pregunta",
    "That is fine. Tell us why, and we will take it from there.": (
        "Está bien. Díganos por qué y nosotros nos encargamos."
    ),
    "This does not apply to me": "Esto no se aplica a mi caso",
    "Someone else has it": "Otra persona lo tiene",
    "I will have it later": "Lo tendré más adelante",
    "I need help with this": "Necesito ayuda con esto",
    "The day you expect it": "El día en que espera tenerlo",
    "Choose the day you expect to have it.": "Elija el día en que espera tenerlo.",
    "That day has passed. Choose today or a day to come.": (
        "Ese día ya pasó. Elija hoy o un día que venga."
    ),
    "Anything we should know?": "¿Algo que debamos saber?",
    # Looking it over, and after
    "Not sent yet. These are still open:": "Todavía no se ha enviado. Falta lo siguiente:",
    "These are still open:": "Falta lo siguiente:",
    "If you do not have one of them, open it and tell us. Then you can send.": (
        "Si no tiene algo de esto, ábralo y díganoslo. Después podrá enviar."
    ),
    "Nothing yet": "Nada todavía",
    "Change": "Cambiar",
    "You can still add things after you send.": "Después de enviar todavía puede agregar cosas.",
    "Thank you, {name}. {firm} has it.": "Gracias, {name}. {firm} ya lo tiene.",
    "Thank you. {firm} has it.": "Gracias. {firm} ya lo tiene.",
    "What happens next": "Qué pasa después",
    "{firm} reads what you sent.": "{firm} lee lo que usted envió.",
    "If something is unclear or a page is missing, we send you one email that says what and why.": (
        "Si algo no está claro o falta una página, le enviaremos un correo que le explica qué y por qué."
    ),
    "Otherwise there is nothing you need to do.": "De lo contrario, no tiene que hacer nada más.",
    "Add what you said you will bring, by its day. It is listed here.": (
        "Agregue lo que dijo que traería, a más tardar en su fecha. Aquí está la lista."
    ),
    "You said you will bring": "Usted dijo que traería",
    "{firm} will call you about": "{firm} le llamará sobre esto",
    "{firm} will ask for it elsewhere": "{firm} lo pedirá en otra parte",
    "Look at your list or add something": "Ver su lista o agregar algo",
    # Categories
    "About you": "Sobre usted",
    "Identification": "Identificación",
    "Family": "Familia",
    "Children": "Hijos",
    "Work and income": "Trabajo e ingresos",
    "Financial": "Finanzas",
    "Property": "Bienes",
    "Medical": "Salud",
    "Insurance": "Seguros",
    "Legal": "Asuntos legales",
    "Business": "Negocio",
    "Immigration": "Inmigración",
    "Other": "Otros",
}
