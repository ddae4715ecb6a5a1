<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>terminal</name>
    <message>
        <source>&apos;hoga simulate&apos; runs the embedded exchange alone; see &apos;hoga simulate --help&apos;.</source>
        <translation>&apos;hoga simulate&apos;는 내장 거래소만 실행합니다. &apos;hoga simulate --help&apos;를 보세요.</translation>
    </message>
    <message>
        <source>--workspace and --panel: use one of them; a workspace has its panels</source>
        <translation>--workspace와 --panel은 함께 쓸 수 없습니다. 작업 공간에는 패널이 들어 있습니다</translation>
    </message>
    <message>
        <source>0, the default, takes a free one</source>
        <translation>기본값 0은 비어 있는 포트를 씁니다</translation>
    </message>
    <message>
        <source>A desktop trading terminal for Upbit. It opens on the embedded exchange until you choose Upbit.</source>
        <translation>업비트 트레이딩 데스크톱. 처음에는 내장 거래소로 열립니다.</translation>
    </message>
    <message>
        <source>Hoga is already open ({source}); its window has been brought forward and 1 panel opened in it.</source>
        <translation>Hoga가 이미 열려 있어({source}) 그 창을 앞으로 가져오고 패널 1개를 열었습니다.</translation>
    </message>
    <message>
        <source>Hoga is already open ({source}); its window has been brought forward and {count} panels opened in it.</source>
        <translation>Hoga가 이미 열려 있어({source}) 그 창을 앞으로 가져오고 패널 {count}개를 열었습니다.</translation>
    </message>
    <message>
        <source>Hoga is already open ({source}); its window has been brought forward.</source>
        <translation>Hoga가 이미 열려 있어({source}) 그 창을 앞으로 가져왔습니다.</translation>
    </message>
    <message>
        <source>It keeps its exchange: choose {source} in its window.</source>
        <translation>그 창의 거래소는 그대로입니다. {source}(으)로 바꾸려면 그 창에서 고르세요.</translation>
    </message>
    <message>
        <source>It keeps its exchange: close it first to open {source}.</source>
        <translation>거래소는 바뀌지 않습니다. {source}(으)로 열려면 먼저 그 창을 닫으세요.</translation>
    </message>
    <message>
        <source>JSON lines of what to do when, on the real window</source>
        <translation>언제 무엇을 할지 적은 JSON 줄들을 실제 창에서 실행합니다</translation>
    </message>
    <message>
        <source>Not used: {options}.</source>
        <translation>쓰지 않은 옵션: {options}.</translation>
    </message>
    <message>
        <source>Qt cannot be loaded: {error}</source>
        <translation>Qt를 불러올 수 없습니다: {error}</translation>
    </message>
    <message>
        <source>Qt cannot draw on {platform!r}, which QT_QPA_PLATFORM asks for; unset it, or add --offscreen</source>
        <translation>QT_QPA_PLATFORM에 지정된 {platform!r}에는 그릴 수 없습니다. 변수를 지우거나 --offscreen을 붙이세요</translation>
    </message>
    <message>
        <source>Qt needs system libraries that are not installed: {libraries}; {cure}</source>
        <translation>Qt에 필요한 시스템 라이브러리가 없습니다: {libraries}. {cure}</translation>
    </message>
    <message>
        <source>The embedded exchange alone. Prints one JSON line with its port when ready; ends with its input.</source>
        <translation>내장 거래소만 실행합니다. 준비되면 포트를 담은 JSON 한 줄을 출력하고, 표준 입력이 닫히면 끝납니다.</translation>
    </message>
    <message>
        <source>a desk is open for {folder} (another process) but does not answer; end it, then start again</source>
        <translation>{folder}의 Hoga가 열려 있지만(다른 프로세스) 응답하지 않습니다. 그 프로세스를 끝낸 뒤 다시 시작하세요</translation>
    </message>
    <message>
        <source>a desk is open for {folder} (process {process}) but does not answer; end it, then start again</source>
        <translation>{folder}의 Hoga가 열려 있지만(프로세스 {process}) 응답하지 않습니다. 그 프로세스를 끝낸 뒤 다시 시작하세요</translation>
    </message>
    <message>
        <source>about the program</source>
        <translation>프로그램 정보</translation>
    </message>
    <message>
        <source>another start will not find this desk: {error}</source>
        <translation>다음 실행이 이 창을 찾지 못합니다: {error}</translation>
    </message>
    <message>
        <source>argument {option}: {problem}</source>
        <translation>{option}: {problem}</translation>
    </message>
    <message>
        <source>base of another REST server, without /v1</source>
        <translation>다른 REST 서버의 주소(/v1 제외)</translation>
    </message>
    <message>
        <source>base of another WebSocket server, without /websocket</source>
        <translation>다른 WebSocket 서버의 주소(/websocket 제외)</translation>
    </message>
    <message>
        <source>demonstrations and tests</source>
        <translation>시연과 시험</translation>
    </message>
    <message>
        <source>draw without a display</source>
        <translation>화면 없이 그립니다</translation>
    </message>
    <message>
        <source>ended by an error, {error}; the log in {path} tells more</source>
        <translation>오류({error})로 종료되었습니다. 자세한 내용은 로그에 있습니다: {path}</translation>
    </message>
    <message>
        <source>exchange {exchange!r} is unknown; use one of {exchanges}</source>
        <translation>{exchange!r}은(는) 알 수 없는 거래소입니다. {exchanges} 중에서 고르세요</translation>
    </message>
    <message>
        <source>expected at least one argument</source>
        <translation>값이 하나 이상 필요합니다</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>값이 하나 필요합니다</translation>
    </message>
    <message>
        <source>for this run only; to keep a value, choose it in the settings window</source>
        <translation>이번 실행에만 적용됩니다. 설정 창에서 바꾸면 저장됩니다</translation>
    </message>
    <message>
        <source>for this run only; without it, the one last chosen in the window</source>
        <translation>이번 실행에만 씁니다. 없으면 창에서 마지막으로 고른 것</translation>
    </message>
    <message>
        <source>install what has it</source>
        <translation>그 라이브러리가 든 패키지를 설치하세요</translation>
    </message>
    <message>
        <source>invalid choice: {value} (choose from {choices})</source>
        <translation>{value}은(는) 쓸 수 없습니다. {choices} 중에서 고르세요</translation>
    </message>
    <message>
        <source>no log is kept: {error}</source>
        <translation>로그가 저장되지 않습니다: {error}</translation>
    </message>
    <message>
        <source>none for this panel</source>
        <translation>이 패널에는 없음</translation>
    </message>
    <message>
        <source>on Debian or Ubuntu: apt-get install {packages}</source>
        <translation>Debian이나 Ubuntu에서는: apt-get install {packages}</translation>
    </message>
    <message>
        <source>panel {panel}: unknown kind {kind}; use one of {kinds}</source>
        <translation>패널 {panel}: 알 수 없는 종류 {kind}. {kinds} 중에서 고르세요</translation>
    </message>
    <message>
        <source>panel {panel}: unknown option {option}; use one of {options}</source>
        <translation>패널 {panel}: 알 수 없는 옵션 {option}. {options} 중에서 고르세요</translation>
    </message>
    <message>
        <source>panel {panel}: unknown option {option}; {kind} has none</source>
        <translation>패널 {panel}: 알 수 없는 옵션 {option}. {kind}에는 옵션이 없습니다</translation>
    </message>
    <message>
        <source>panel {panel}: {code} is not a market code; write it like KRW-BTC</source>
        <translation>패널 {panel}: {code}은(는) 종목 코드가 아닙니다. KRW-BTC처럼 쓰세요</translation>
    </message>
    <message>
        <source>panel {panel}: {kind} shows no single market; write {kind!r} alone</source>
        <translation>패널 {panel}: {kind}에는 종목이 없습니다. {kind!r}만 쓰세요</translation>
    </message>
    <message>
        <source>quit after this time</source>
        <translation>정한 시간 뒤에 스스로 끝냅니다</translation>
    </message>
    <message>
        <source>recorded frames, JSON lines</source>
        <translation>녹화한 프레임(JSON 줄들)</translation>
    </message>
    <message>
        <source>save a picture of the window at the end of the run</source>
        <translation>실행이 끝날 때의 창을 그림으로 저장합니다</translation>
    </message>
    <message>
        <source>save figures at the end of the run, as JSON</source>
        <translation>실행이 끝날 때의 수치를 JSON으로 저장합니다</translation>
    </message>
    <message>
        <source>script {place}: &apos;at&apos; is {value}; give the seconds since the start, 0 to {most:.0f}</source>
        <translation>스크립트 {place}: &apos;at&apos;이 {value}입니다. 시작부터의 초를 0~{most:.0f} 범위로 쓰세요</translation>
    </message>
    <message>
        <source>script {place}: &apos;do&apos; is {value}; use one of {actions}</source>
        <translation>스크립트 {place}: &apos;do&apos;가 {value}입니다. {actions} 중에서 고르세요</translation>
    </message>
    <message>
        <source>script {place}: &apos;group&apos; is {value}; use one of {choices}, and only to do &apos;link&apos;</source>
        <translation>스크립트 {place}: &apos;group&apos;이 {value}입니다. 다음 중 하나를 &apos;link&apos;에만 쓰세요: {choices}</translation>
    </message>
    <message>
        <source>script {place}: &apos;market&apos; is {value}; write a code like KRW-BTC, and only to do &apos;market&apos;</source>
        <translation>스크립트 {place}: &apos;market&apos;이 {value}입니다. KRW-BTC 같은 코드를 &apos;market&apos;에만 쓰세요</translation>
    </message>
    <message>
        <source>script {place}: &apos;panel&apos; is {value}; name it like {example}</source>
        <translation>스크립트 {place}: &apos;panel&apos;이 {value}입니다. {example}처럼 쓰세요</translation>
    </message>
    <message>
        <source>script {place}: &apos;source&apos; is {value}; use one of {choices}, and only to do &apos;source&apos;</source>
        <translation>스크립트 {place}: &apos;source&apos;가 {value}입니다. {choices} 중 하나를 do가 &apos;source&apos;일 때만 쓰세요</translation>
    </message>
    <message>
        <source>script {place}: &apos;workspace&apos; is {value}; name one, and only to do &apos;workspace&apos;</source>
        <translation>스크립트 {place}: &apos;workspace&apos;가 {value}입니다. 이름을 do가 &apos;workspace&apos;일 때만 쓰세요</translation>
    </message>
    <message>
        <source>script {place}: a step is an object like {example}</source>
        <translation>스크립트 {place}: 한 단계는 {example} 같은 객체입니다</translation>
    </message>
    <message>
        <source>script {place}: cannot be read: {reason}</source>
        <translation>스크립트 {place}: 읽을 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>script {place}: not JSON: {error}</source>
        <translation>스크립트 {place}: JSON이 아닙니다: {error}</translation>
    </message>
    <message>
        <source>script {place}: there is no open panel {panel}; open it first</source>
        <translation>스크립트 {place}: 열린 패널 {panel}이(가) 없습니다. 먼저 여세요</translation>
    </message>
    <message>
        <source>script {place}: unknown key {key}; a step has {keys}</source>
        <translation>스크립트 {place}: 모르는 키 {key}. 쓸 수 있는 키: {keys}</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>초</translation>
    </message>
    <message>
        <source>settings of the display</source>
        <translation>화면 설정</translation>
    </message>
    <message>
        <source>settings of the program</source>
        <translation>프로그램 설정</translation>
    </message>
    <message>
        <source>show the version and exit</source>
        <translation>버전을 보여 주고 끝냅니다</translation>
    </message>
    <message>
        <source>show this help and exit</source>
        <translation>이 도움말을 보여 주고 끝냅니다</translation>
    </message>
    <message>
        <source>the display {display} cannot be reached; see that it runs and lets you in, or add --offscreen</source>
        <translation>디스플레이 {display}에 연결할 수 없습니다. 실행 중이고 접근이 허용되는지 확인하거나 --offscreen을 붙이세요</translation>
    </message>
    <message>
        <source>the embedded exchange cannot be watched over: {error}</source>
        <translation>내장 거래소를 감시할 수 없습니다: {error}</translation>
    </message>
    <message>
        <source>the embedded exchange ended, {status}</source>
        <translation>내장 거래소가 종료되었습니다({status})</translation>
    </message>
    <message>
        <source>the report cannot be written: {error}</source>
        <translation>보고서를 저장할 수 없습니다: {error}</translation>
    </message>
    <message>
        <source>the screenshot cannot be written: {error}</source>
        <translation>스크린샷을 저장할 수 없습니다: {error}</translation>
    </message>
    <message>
        <source>the simulated exchange has no address of its own; pass the one it listens on</source>
        <translation>모의 거래소에는 정해진 주소가 없습니다. 실행 중인 주소를 주세요</translation>
    </message>
    <message>
        <source>the summary cannot be written</source>
        <translation>요약을 출력할 수 없습니다</translation>
    </message>
    <message>
        <source>the workspace that opens; without it, the one you left</source>
        <translation>여는 작업 공간. 없으면 마지막에 쓰던 것</translation>
    </message>
    <message>
        <source>the {kind} URL carries more than an address: a query, a fragment or a user; {cure}</source>
        <translation>{kind} URL에 주소 말고 다른 것(쿼리, 조각, 사용자)이 있습니다. {cure}</translation>
    </message>
    <message>
        <source>there is no display (DISPLAY and WAYLAND_DISPLAY are not set); add --offscreen to run without one</source>
        <translation>디스플레이가 없습니다(DISPLAY와 WAYLAND_DISPLAY가 비어 있음). 화면 없이 실행하려면 --offscreen을 붙이세요</translation>
    </message>
    <message>
        <source>there is no file {value!r}</source>
        <translation>{value!r} 파일이 없습니다</translation>
    </message>
    <message>
        <source>tuning of the engine</source>
        <translation>엔진 조정</translation>
    </message>
    <message>
        <source>unknown market {code!r}; the nearest are {nearest}</source>
        <translation>알 수 없는 종목 {code!r}. 가장 비슷한 종목: {nearest}</translation>
    </message>
    <message>
        <source>unrecognized arguments: {words}</source>
        <translation>알 수 없는 옵션: {words}</translation>
    </message>
    <message>
        <source>usage: </source>
        <translation>사용법: </translation>
    </message>
    <message>
        <source>what opens</source>
        <translation>여는 것</translation>
    </message>
    <message>
        <source>where prices come from</source>
        <translation>시세 출처</translation>
    </message>
    <message>
        <source>write it as {scheme}://host[:port]</source>
        <translation>{scheme}://host[:port] 형식으로 쓰세요</translation>
    </message>
    <message>
        <source>{error}; run &apos;hoga simulate&apos; to see why</source>
        <translation>{error}. &apos;hoga simulate&apos;를 실행해 이유를 확인하세요</translation>
    </message>
    <message>
        <source>{kinds}; e.g. chart:KRW-BTC:1m; without it, the desk as you left it</source>
        <translation>{kinds}. 예: chart:KRW-BTC:1m. 없으면 마지막 화면을 엽니다</translation>
    </message>
    <message>
        <source>{kind} URL {url!r} cannot be read ({error}); {cure}</source>
        <translation>{kind} URL {url!r}을(를) 읽을 수 없습니다({error}). {cure}</translation>
    </message>
    <message>
        <source>{kind} URL {url!r} does not start with {plain}:// or {encrypted}://; {cure}</source>
        <translation>{kind} URL {url!r}이(가) {plain}:// 또는 {encrypted}://로 시작하지 않습니다. {cure}</translation>
    </message>
    <message>
        <source>{kind} URL {url!r} names no host that can be dialled; {cure}</source>
        <translation>{kind} URL {url!r}에 연결할 호스트가 없습니다. {cure}</translation>
    </message>
    <message>
        <source>{option} {file}: there is no folder {folder}; make it first</source>
        <translation>{option} {file}: {folder} 폴더가 없습니다. 먼저 만드세요</translation>
    </message>
    <message>
        <source>{problem}; or add --offscreen</source>
        <translation>{problem}. 또는 --offscreen을 붙이세요</translation>
    </message>
    <message>
        <source>{program}: error: {problem}</source>
        <translation>{program}: 오류: {problem}</translation>
    </message>
    <message>
        <source>{value!r} is not a number from {least:g} to {most:g}</source>
        <translation>{value!r}은(는) {least:g}~{most:g} 범위의 수가 아닙니다</translation>
    </message>
    <message>
        <source>{value!r} is not a whole number from {least} to {most}</source>
        <translation>{value!r}은(는) {least}~{most} 범위의 정수가 아닙니다</translation>
    </message>
    <message>
        <source>{value!r} is not allowed; use {allowed}</source>
        <translation>{value!r}은(는) 쓸 수 없습니다. 쓸 수 있는 값: {allowed}</translation>
    </message>
    <message>
        <source>{value!r} is not an image name; let it end in {suffixes}</source>
        <translation>{value!r}은(는) 그림 파일 이름이 아닙니다. {suffixes} 중 하나로 끝나야 합니다</translation>
    </message>
</context>
</TS>
