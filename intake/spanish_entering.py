"""In Spanish: the frame of every page, getting in, leaving, and being forgotten."""

ENTERING = {
    # The frame
    "Leave quickly": "Salir rápido",
    "Leave": "Salir",
    "Look again –": "Mire otra vez –",
    "Questions, {place} of {total}": "Preguntas, {place} de {total}",
    "Document, {place} of {total}": "Documento, {place} de {total}",
    # Links that do not open
    "This link does not open here": "Este enlace no se abre aquí",
    "It may be old, or a newer one has taken its place. Look for the newest email from your law firm"
    " and open the link in it.": (
        "Puede ser antiguo, o uno más nuevo lo reemplazó. Busque el correo más reciente de su bufete"
        " y abra el enlace que trae."
    ),
    "Or call {firm} and ask for a new link.": "O llame a {firm} y pida un enlace nuevo.",
    "Or call your law firm and ask for a new link.": "O llame a su bufete y pida un enlace nuevo.",
    "You no longer need to send this": "Ya no hace falta que envíe esto",
    "What you sent before is saved. Your list shows what is still open.": (
        "Lo que envió antes está guardado. Su lista muestra lo que falta."
    ),
    # Welcome
    "Welcome": "Le damos la bienvenida",
    "Hello.": "Hola.",
    "{firm} needs a few answers and documents from you.": (
        "{firm} necesita algunas respuestas y documentos de usted."
    ),
    "Stop whenever you like. Everything is kept, and you go on where you were.": (
        "Pare cuando quiera. Todo queda guardado y sigue donde se quedó."
    ),
    "A photo taken with your phone is fine.": "Una foto tomada con su teléfono está bien.",
    "If you do not have something, tell us. That is fine too.": (
        "Si no tiene algo, díganoslo. También está bien."
    ),
    "{firm} uses this for your case. It is not public.": (
        "{firm} usa esto para su caso. No es público."
    ),
    "“✕ Leave” at the top opens another page at once; so does pressing Esc twice. It does not"
    " clear what the browser remembers of this page, and it does not forget this device.": (
        "“✕ Salir”, arriba, abre de inmediato otra página; presionar Esc dos veces hace lo mismo."
        " No borra lo que el navegador recuerda de esta página ni olvida este dispositivo."
    ),
    "Start": "Empezar",
    "Other people use this phone or computer": "Otras personas usan este teléfono o computadora",
    "Then it is forgotten when the browser is closed, or after 30 minutes without use.": (
        "Entonces se olvida al cerrar el navegador o después de 30 minutos sin uso."
    ),
    "Otherwise this phone or computer is remembered, so that you can come back.": (
        "Si no, este teléfono o computadora se recuerda para que pueda volver."
    ),
    # Another device
    "Your code": "Su código",
    "Is it you?": "¿Es usted?",
    "This page was opened on another phone or computer before. To open it here too, call us.": (
        "Esta página ya se abrió en otro teléfono o computadora. Para abrirla también aquí, llámenos."
    ),
    "Call {firm} and ask for a new link.": "Llame a {firm} y pida un enlace nuevo.",
    "This page was opened on another phone or computer before. So that nobody else reads it, it opens"
    " here with a code of six digits.": (
        "Esta página ya se abrió en otro teléfono o computadora. Para que nadie más la lea, aquí se"
        " abre con un código de seis dígitos."
    ),
    "We send the code to the email address that {firm} has for you.": (
        "Enviamos el código al correo electrónico que {firm} tiene de usted."
    ),
    "We sent the code to {email}. It works for ten minutes.": (
        "Enviamos el código a {email}. Sirve durante diez minutos."
    ),
    "We have sent several codes already. Use the newest, or wait an hour for another.": (
        "Ya enviamos varios códigos. Use el más reciente o espere una hora para pedir otro."
    ),
    "We have sent several codes already. Wait an hour for another.": (
        "Ya enviamos varios códigos. Espere una hora para pedir otro."
    ),
    "We sent a code less than a minute ago. You can ask for another at {time}.": (
        "Enviamos un código hace menos de un minuto. Podrá pedir otro a las {time}."
    ),
    "You can also call us: {phone}": "También puede llamarnos: {phone}",
    "Sent. Look at the newest email; it can take a minute.": (
        "Enviado. Mire el correo más reciente; puede tardar un minuto."
    ),
    "The six digits": "Los seis dígitos",
    "That is not the code we sent. Look at the newest email and type all six digits.": (
        "Ese no es el código que enviamos. Mire el correo más reciente y escriba los seis dígitos."
    ),
    "Open my list": "Abrir mi lista",
    "That code no longer works. Ask for a new one.": "Ese código ya no sirve. Pida uno nuevo.",
    "Send me the code": "Enviarme el código",
    "Send a new code": "Enviar un código nuevo",
    "Nothing came? Look among the unwanted emails too.": (
        "¿No llegó nada? Mire también en el correo no deseado."
    ),
    # Forgetting it
    "Forget this device": "Olvidar este dispositivo",
    "Forget this device?": "¿Olvidar este dispositivo?",
    "This device is no longer remembered": "Ya no recordamos este dispositivo",
    "Closed": "Cerrada",
    "Closed, because nobody used it for a while": "Se cerró porque nadie la usó durante un rato",
    "Other people use this phone or computer, so your list does not stay open here.": (
        "Otras personas usan este teléfono o computadora, así que su lista no queda abierta aquí."
    ),
    "What you sent is saved.": "Lo que envió está guardado.",
    "To open your list again you need the link in your email and a code that we send there.": (
        "Para abrir su lista otra vez necesita el enlace de su correo y un código que le enviaremos"
        " a ese correo."
    ),
    "To open your list again you need the link in your email and a code that we send to {email}.": (
        "Para abrir su lista otra vez necesita el enlace de su correo y un código que enviaremos a"
        " {email}."
    ),
    "To open your list again you have to call {firm}: we have no email address to send you a code.": (
        "Para abrir su lista otra vez tiene que llamar a {firm}: no tenemos un correo electrónico al"
        " que enviarle un código."
    ),
    "To open your list again you need the link we gave you. Whoever has that link can open it too.": (
        "Para abrir su lista otra vez necesita el enlace que le dimos. Quien tenga ese enlace también"
        " puede abrirla."
    ),
    # No more reminders
    "Reminders": "Recordatorios",
    "Stop the reminders?": "¿Dejar de recibir recordatorios?",
    "{firm} then sends no more reminders about what is missing. Your private page keeps working, and"
    " you are still told when something has to be sent again.": (
        "{firm} ya no le enviará recordatorios sobre lo que falta. Su página privada sigue funcionando"
        " y se le avisará si hay que enviar algo otra vez."
    ),
    "Stop the reminders": "No recibir más recordatorios",
    "No more reminders.": "No habrá más recordatorios.",
    "Your private page keeps working.": "Su página privada sigue funcionando.",
}
